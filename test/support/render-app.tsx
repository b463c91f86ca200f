/** The whole window in jsdom, with the main process in memory. */

import { notifications } from '@mantine/notifications';
import { createMemoryHistory } from '@tanstack/react-router';
import { render, screen } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, vi } from 'vitest';
import type { WindowMethod } from '#shared/contract/ipc.ts';
import { App } from '../../renderer/app/App.tsx';
import { createQueryClient } from '../../renderer/app/query-client.ts';
import { createFakeBridge, type FakeBridge, type FakeWorld } from './fake-bridge.ts';
import { sampleNow } from './samples.ts';

/** Fixes `Date` at the samples' time for every test of a file. Timers continue. */
export function freezeClock(): void {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(sampleNow) });
  });
  afterEach(() => {
    vi.useRealTimers();
    notifications.clean();
    localStorage.clear();
  });
}

export interface RenderedApp extends FakeBridge {
  user: UserEvent;
  /** The requests of a method, each as an array of its one argument. */
  asked: (method: WindowMethod) => unknown[][];
}

/** Renders the window at a route and waits for its first screen. */
export async function renderApp(route: string, content: Partial<FakeWorld> = {}): Promise<RenderedApp> {
  const fake = createFakeBridge(content);
  render(
    <App
      bridge={fake.bridge}
      history={createMemoryHistory({ initialEntries: [route] })}
      queryClient={createQueryClient()}
      env="test"
    />,
  );
  await screen.findByRole('main');
  return {
    ...fake,
    user: userEvent.setup(),
    asked: (wanted) =>
      fake.requests.filter(({ method }) => method === wanted).map(({ request }) => [request]),
  };
}

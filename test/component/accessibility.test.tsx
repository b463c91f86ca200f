/** Every screen against axe-core. Colours need a real browser: the screenshots check their contrast. */
import { screen } from '@testing-library/react';
import axe from 'axe-core';
import { describe, expect, it } from 'vitest';
import { type SceneName, scenes } from '../screenshots/scenes.ts';
import { freezeClock, type RenderedApp, renderApp } from '../support/render-app.tsx';

freezeClock();

/** axe reads the computed style of every element, which jsdom works out anew each time. */
const axeTimeoutMs = 20_000;

interface Screen {
  scene: SceneName;
  route: string;
  /** What is there once the screen is ready. */
  ready: () => Promise<HTMLElement>;
  prepare?: (app: RenderedApp) => Promise<unknown>;
}

const screens: Record<string, Screen> = {
  'to call back': {
    scene: 'full',
    route: '/follow-ups',
    ready: () => screen.findByRole('list', { name: 'To call back' }),
  },
  done: {
    scene: 'empty',
    route: '/follow-ups?list=closed',
    ready: () => screen.findByRole('list', { name: 'Done' }),
  },
  'nobody to call back': {
    scene: 'empty',
    route: '/follow-ups',
    ready: () => screen.findByText('Nobody to call back'),
  },
  'all calls': {
    scene: 'full',
    route: '/calls',
    ready: () => screen.findByRole('list', { name: 'All calls' }),
  },
  'first start': {
    scene: 'first-start',
    route: '/follow-ups',
    ready: () => screen.findByText('Three steps to the first call'),
  },
  'not listening': {
    scene: 'not-listening',
    route: '/calls',
    ready: () => screen.findByRole('list', { name: 'What needs attention' }),
  },
  'how it is known that calls arrive': {
    scene: 'unreachable',
    route: '/calls',
    ready: () => screen.findByRole('button', { name: 'How this is known' }),
    prepare: async ({ user }) => {
      await user.click(screen.getByRole('button', { name: 'How this is known' }));
      await screen.findByRole('dialog');
    },
  },
  'a tunnel that does not work': {
    scene: 'tunnel-refused',
    route: '/settings',
    ready: () => screen.findByRole('button', { name: 'Set up ngrok' }),
    prepare: async ({ user }) => {
      await user.click(screen.getByRole('button', { name: 'Set up ngrok' }));
      await user.type(screen.getByLabelText('Authtoken'), 'example');
      await user.click(screen.getByRole('button', { name: 'Test' }));
      await screen.findByText('It does not work yet');
    },
  },
  health: {
    scene: 'full',
    route: '/health',
    ready: () => screen.findByRole('region', { name: 'Service desk' }),
  },
  'a test to choose': {
    scene: 'full',
    route: '/health',
    ready: () => screen.findByRole('region', { name: 'Service desk' }),
    prepare: async ({ user }) => {
      await user.click(screen.getAllByRole('button', { name: 'Send a test call' })[0] as HTMLElement);
      await screen.findByRole('menu');
    },
  },
  deliveries: {
    scene: 'full',
    route: '/health?view=deliveries',
    ready: () => screen.findByRole('list', { name: 'Deliveries' }),
  },
  quarantine: {
    scene: 'full',
    route: '/health?view=quarantine',
    ready: () => screen.findByRole('list', { name: 'Quarantine' }),
  },
  'dead letters about to be tried again': {
    scene: 'full',
    route: '/health?view=dead-letters',
    ready: () => screen.findByRole('list', { name: 'Dead letters' }),
    prepare: async ({ user }) => {
      await user.click(screen.getByRole('button', { name: 'Retry all' }));
      await screen.findByText('2 events stay here:');
    },
  },
  settings: {
    scene: 'full',
    route: '/settings',
    ready: () => screen.findByRole('textbox', { name: 'Port' }),
  },
  'a phone system': {
    scene: 'full',
    route: '/settings/sources/service',
    ready: () => screen.findByLabelText('Signature style'),
  },
  'the fields of a phone system': {
    scene: 'mapping',
    route: '/settings/sources/service/fields',
    ready: () => screen.findByRole('region', { name: 'What this event becomes' }),
  },
  'a new phone system with errors': {
    scene: 'first-start',
    route: '/settings/sources/new',
    ready: () => screen.findByRole('button', { name: 'Add' }),
    prepare: async ({ user }) => {
      await user.click(screen.getByRole('button', { name: 'Add' }));
      await screen.findByText('Enter a name');
    },
  },
  'an undo': {
    scene: 'full',
    route: '/follow-ups',
    ready: () => screen.findByRole('list', { name: 'To call back' }),
    prepare: async ({ user }) => {
      await user.keyboard('e');
      await screen.findByRole('button', { name: 'Undo' });
    },
  },
  keys: {
    scene: 'full',
    route: '/follow-ups',
    ready: () => screen.findByRole('list', { name: 'To call back' }),
    prepare: async ({ user }) => {
      await user.keyboard('?');
      await screen.findByRole('dialog');
    },
  },
};

describe('axe finds nothing on', () => {
  it.each(Object.entries(screens))(
    '%s',
    async (_name, { scene, route, ready, prepare }) => {
      const app = await renderApp(route, scenes[scene]);
      await ready();
      await prepare?.(app);
      const { violations } = await axe.run(document.body, {
        rules: { 'color-contrast': { enabled: false } },
      });
      expect(
        violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
        ),
      ).toEqual([]);
    },
    axeTimeoutMs,
  );
});

import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type RouterHistory, RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import type { Bridge } from '#shared/contract/bridge.ts';
import { BridgeProvider } from '../data/bridge.ts';
import { LiveUpdates } from '../data/LiveUpdates.tsx';
import { TimeWordsProvider } from '../time/time-words.tsx';
import { theme } from '../ui/theme.ts';
import { Appearance } from './Appearance.tsx';
import { createAppRouter } from './router.tsx';

interface AppProps {
  bridge: Bridge;
  history: RouterHistory;
  queryClient: QueryClient;
  /** `test` disables transitions. */
  env?: 'default' | 'test';
}

/** The window: all providers, and the router. */
export function App({ bridge, history, queryClient, env = 'default' }: AppProps) {
  const [router] = useState(() => createAppRouter(history));
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" env={env}>
      <QueryClientProvider client={queryClient}>
        <BridgeProvider value={bridge}>
          <Appearance />
          <LiveUpdates />
          <Notifications position="bottom-right" containerWidth={380} />
          <TimeWordsProvider>
            <RouterProvider router={router} />
          </TimeWordsProvider>
        </BridgeProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}

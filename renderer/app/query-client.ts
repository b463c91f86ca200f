import { QueryClient } from '@tanstack/react-query';

/**
 * Creates the window's query cache. All data is local: no query waits for a network, and none becomes stale with time,
 * because main emits every change.
 */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: Number.POSITIVE_INFINITY,
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });

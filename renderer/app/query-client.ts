import { QueryClient } from '@tanstack/react-query';

/**
 * The window's cache of what main answered. Everything is local, so nothing waits for a network and nothing grows stale
 * by itself: main tells what changed.
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

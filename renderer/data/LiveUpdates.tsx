import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useBridge } from './bridge.ts';
import { type LoadedCalls, patchCalls } from './patch-calls.ts';
import { queryKeys } from './queries.ts';

/** Writes main's events into the query cache, so that screens update live. */
export function LiveUpdates() {
  const bridge = useBridge();
  const queryClient = useQueryClient();

  useEffect(() => {
    const refreshFollowUps = () => {
      void queryClient.invalidateQueries({ queryKey: queryKeys.followUps });
      void queryClient.invalidateQueries({ queryKey: queryKeys.summary });
    };
    const unsubscribers = [
      bridge.status.onChanged((status) => queryClient.setQueryData(queryKeys.status, status)),
      bridge.settings.onChanged((settings) => queryClient.setQueryData(queryKeys.settings, settings)),
      bridge.followUps.onChanged(refreshFollowUps),
      bridge.calls.onChanged(({ calls }) => {
        queryClient.setQueryData<LoadedCalls>(
          queryKeys.calls,
          (loaded) => loaded && patchCalls(loaded, calls),
        );
        void queryClient.invalidateQueries({ queryKey: queryKeys.callsWithAny });
        refreshFollowUps();
      }),
    ];
    return () => {
      for (const unsubscribe of unsubscribers) unsubscribe();
    };
  }, [bridge, queryClient]);

  return null;
}

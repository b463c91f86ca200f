import { useQuery } from '@tanstack/react-query';
import type { SettingsSource } from '#shared/config/settings.ts';
import type { JsonObject } from '#shared/util/json.ts';
import { useBridge } from '../../data/bridge.ts';
import { queryKeys } from '../../data/queries.ts';
import { mappableEvent } from './mappable.ts';

export interface ReceivedBody {
  deliveryId: string;
  receivedAt: string;
  body: JsonObject;
}

/** Number of deliveries read, and of bodies offered: enough to see each kind of event. */
const deliveriesRead = 200;
const bodiesShown = 12;
const intervalMs = 5000;

/** The latest complete JSON bodies of a source with any outcome, newest first. */
export function useReceivedBodies({ id: sourceId, provider }: Pick<SettingsSource, 'id' | 'provider'>) {
  const bridge = useBridge();
  return useQuery({
    queryKey: queryKeys.bodiesOf(sourceId),
    queryFn: async (): Promise<ReceivedBody[]> => {
      const { deliveries } = await bridge.deliveries.list({ limit: deliveriesRead });
      const own = deliveries
        .filter((delivery) => delivery.sourceId === sourceId && delivery.outcome !== 'duplicate')
        .slice(0, bodiesShown);
      const details = await Promise.all(own.map(({ id }) => bridge.deliveries.get({ id })));
      return details.flatMap((found) => {
        const body = found && mappableEvent(provider, found);
        return found && body
          ? [{ deliveryId: found.delivery.id, receivedAt: found.delivery.receivedAt, body }]
          : [];
      });
    },
    staleTime: 0,
    refetchInterval: intervalMs,
  });
}

import { useQuery } from '@tanstack/react-query';
import { isObject, type JsonObject, parseExactJson } from '#shared/json.ts';
import { useBridge } from '../../bridge/bridge.ts';
import { queryKeys } from '../../bridge/queries.ts';

export interface ReceivedBody {
  deliveryId: string;
  receivedAt: string;
  body: JsonObject;
}

/** How far back is looked, and how many bodies are offered: enough to see each kind of event. */
const deliveriesRead = 200;
const bodiesShown = 12;
const intervalMs = 5000;

function parseBody(text: string | null): JsonObject | null {
  try {
    const value = text === null ? null : parseExactJson(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** The latest bodies of a source that are whole and JSON, whatever became of them, newest first. */
export function useReceivedBodies(sourceId: string) {
  const bridge = useBridge();
  return useQuery({
    queryKey: queryKeys.bodiesOf(sourceId),
    queryFn: async (): Promise<ReceivedBody[]> => {
      const { deliveries } = await bridge.listDeliveries({ limit: deliveriesRead });
      const own = deliveries
        .filter((delivery) => delivery.sourceId === sourceId && delivery.outcome !== 'duplicate')
        .slice(0, bodiesShown);
      const details = await Promise.all(own.map(({ id }) => bridge.getDelivery(id)));
      return details.flatMap((found) => {
        const body = found && !found.isBodyCut ? parseBody(found.body) : null;
        return found && body
          ? [{ deliveryId: found.delivery.id, receivedAt: found.delivery.receivedAt, body }]
          : [];
      });
    },
    staleTime: 0,
    refetchInterval: intervalMs,
  });
}

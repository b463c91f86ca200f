import type { ProviderId } from '#shared/config/sources.ts';
import type { DeliveryDetails } from '#shared/contract/engine-protocol.ts';
import { isObject, type JsonObject, parseExactJson } from '#shared/util/json.ts';

const mappable: ReadonlySet<ProviderId> = new Set(['hmac', 'standard-webhooks', 'cloudevents']);

/** Whether it may send any JSON, whose fields are then chosen in the window. */
export const isMappable = (provider: ProviderId): boolean => mappable.has(provider);

/** Attributes of a CloudEvent in its binary form are headers, which are not shown: only the data is the body. */
const isBareData = (provider: ProviderId, contentType: string | null): boolean =>
  provider === 'cloudevents' && contentType !== 'application/cloudevents+json';

/** The event as a mapping's paths go through it; null where the body is not whole, or no JSON object. */
export function mappableEvent(
  provider: ProviderId,
  { body, contentType, isBodyCut }: DeliveryDetails,
): JsonObject | null {
  if (body === null || isBodyCut) return null;
  try {
    const value = parseExactJson(body);
    if (!isObject(value)) return null;
    return isBareData(provider, contentType) ? { data: value } : value;
  } catch {
    return null;
  }
}

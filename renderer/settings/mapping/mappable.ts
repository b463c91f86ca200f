import type { DeliveryDetails } from '#shared/contract/deliveries.ts';
import { type ProviderId, providerDescriptions } from '#shared/providers/index.ts';
import { isObject, type JsonObject, parseExactJson } from '#shared/util/json.ts';

/** Whether it may send any JSON, whose fields are then chosen in the window. */
export const isMappable = (provider: ProviderId): boolean =>
  providerDescriptions[provider].mapping !== undefined;

/** Whether a part of an event may be in headers, which are not shown. */
export const mayBeInHeaders = (provider: ProviderId): boolean =>
  typeof providerDescriptions[provider].mapping?.wholeEventType === 'string';

/** Whether the body is only the event's data. */
const isBareData = (provider: ProviderId, contentType: string | null): boolean =>
  mayBeInHeaders(provider) && contentType !== providerDescriptions[provider].mapping?.wholeEventType;

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

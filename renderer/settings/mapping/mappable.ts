import type { DeliveryDetails } from '#shared/contract/deliveries.ts';
import { type ProviderId, providerDescriptions } from '#shared/providers/index.ts';
import { isObject, type JsonObject, parseExactJson } from '#shared/util/json.ts';

/** True for providers that may send any JSON, which needs a mapping. */
export const isMappable = (provider: ProviderId): boolean =>
  providerDescriptions[provider].mapping !== undefined;

/** True when parts of an event may be in headers, which the window does not show. */
export const mayBeInHeaders = (provider: ProviderId): boolean =>
  typeof providerDescriptions[provider].mapping?.wholeEventType === 'string';

/** True when the body is only the event's data. */
const isBareData = (provider: ProviderId, contentType: string | null): boolean =>
  mayBeInHeaders(provider) && contentType !== providerDescriptions[provider].mapping?.wholeEventType;

/** The event that a mapping's paths apply to; null when the body is incomplete or no JSON object. */
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

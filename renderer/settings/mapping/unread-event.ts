import type { SettingsSource } from '#shared/config/settings.ts';
import type { DeliveryDetails } from '#shared/contract/deliveries.ts';
import { eventMappingSchema } from '#shared/mapping/event-mapping.ts';
import { mapEvent } from '#shared/mapping/map-event.ts';
import { isObject, type JsonObject, own, textOf } from '#shared/util/json.ts';
import { isMappable, mappableEvent, mayBeInHeaders } from './mappable.ts';

/** True when an event in Ringback's own format names a call. A CloudEvent may contain it in its data. */
function namesCall({ data }: JsonObject): boolean {
  if (!isObject(data)) return false;
  const inner = own(data, 'data');
  return textOf(own(data, 'callId')) !== null || (isObject(inner) && textOf(own(inner, 'callId')) !== null);
}

/**
 * Why a genuine event produces no call by the current settings, in one sentence. Null when it does, or when the window
 * cannot know: it knows only the rules of mapped events.
 */
export function unreadWords(
  { provider, options }: Pick<SettingsSource, 'provider' | 'options'>,
  details: DeliveryDetails,
): string | null {
  const event = isMappable(provider) ? mappableEvent(provider, details) : null;
  // Base64 data is not decoded here.
  if (!event || own(event, 'data_base64') !== undefined) return null;
  if (options.mapping === undefined)
    return namesCall(event) ? null : 'It has none of the call fields that Ringback knows.';
  const mapping = eventMappingSchema.safeParse(options.mapping).data;
  // The mapping may use headers.
  if (!mapping || mayBeInHeaders(provider)) return null;
  const mapped = mapEvent(event, mapping);
  if (!namesCall(mapped)) return 'The mapped call ID is missing in this event.';
  return textOf(mapped.type) === null
    ? 'It names a call, but “What happened” is not mapped for its value.'
    : null;
}

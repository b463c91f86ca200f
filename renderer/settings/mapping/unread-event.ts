import type { SettingsSource } from '#shared/config/settings.ts';
import type { DeliveryDetails } from '#shared/contract/deliveries.ts';
import { eventMappingSchema } from '#shared/mapping/event-mapping.ts';
import { mapEvent } from '#shared/mapping/map-event.ts';
import { isObject, type JsonObject, own, textOf } from '#shared/util/json.ts';
import { isMappable, mappableEvent, mayBeInHeaders } from './mappable.ts';

/** Whether the event in Ringback's own format names a call. A CloudEvent may hold it whole in its data. */
function namesCall({ data }: JsonObject): boolean {
  if (!isObject(data)) return false;
  const inner = own(data, 'data');
  return textOf(own(data, 'callId')) !== null || (isObject(inner) && textOf(own(inner, 'callId')) !== null);
}

/**
 * Why a genuine event means nothing to Ringback, as its phone system is read now, in one sentence; null where it does mean a
 * call, and where the window cannot tell: only events whose fields can be mapped are read by rules that it knows.
 */
export function unreadWords(
  { provider, options }: Pick<SettingsSource, 'provider' | 'options'>,
  details: DeliveryDetails,
): string | null {
  const event = isMappable(provider) ? mappableEvent(provider, details) : null;
  // Data in base64 is not shown as what it holds.
  if (!event || own(event, 'data_base64') !== undefined) return null;
  if (options.mapping === undefined)
    return namesCall(event) ? null : 'It has none of the call fields that Ringback knows.';
  const mapping = eventMappingSchema.safeParse(options.mapping).data;
  // The mapping may lead to them.
  if (!mapping || mayBeInHeaders(provider)) return null;
  const mapped = mapEvent(event, mapping);
  if (!namesCall(mapped)) return 'The mapped call ID is missing in this event.';
  return textOf(mapped.type) === null
    ? 'It names a call, but “What happened” is not mapped for its value.'
    : null;
}

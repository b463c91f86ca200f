/**
 * CloudEvents 1.0 in the three modes of the HTTP binding (github cloudevents/spec cloudevents/bindings/http-protocol-binding.md,
 * cloudevents/formats/json-format.md): structured (`application/cloudevents+json`), batch
 * (`application/cloudevents-batch+json`), and binary (attributes in `ce-*` headers, the body is the data).
 */

import { type Identity, MalformedDelivery, type StoredDelivery } from '../../events/delivery.ts';
import { derivedId, isObject, type JsonObject, own, parseJson, textOf } from '../../events/json.ts';
import { header } from '../../signatures/unverified-request.ts';

export interface CloudEvent extends JsonObject {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time: unknown;
  readonly subject: unknown;
  readonly data: unknown;
}

const attributes = ['specversion', 'id', 'source', 'type', 'time', 'subject'] as const;

/** The headers of the binary mode that are read. */
export const attributeHeaders = attributes.map((name) => `ce-${name}`);

/** What a delivery holds. */
export interface CloudEvents {
  readonly events: readonly CloudEvent[];
  /** What is wrong with the other events of a batch; empty where nothing is. */
  readonly faults: readonly MalformedDelivery[];
}

/** @throws MalformedDelivery when nothing in the delivery is a CloudEvent 1.0. */
export function cloudEventsOf(delivery: StoredDelivery): CloudEvents {
  switch (delivery.contentType) {
    case 'application/cloudevents+json':
      return whole([structured(parseJson(delivery.body))]);
    case 'application/cloudevents-batch+json': {
      const batch = parseJson(delivery.body);
      if (!Array.isArray(batch)) throw new MalformedDelivery('The batch is not a list of events.');
      return readBatch(batch);
    }
    default:
      return whole([binary(delivery)]);
  }
}

const whole = (events: readonly CloudEvent[]): CloudEvents => ({ events, faults: [] });

/** One bad event takes no good ones with it. */
function readBatch(batch: readonly unknown[]): CloudEvents {
  const events: CloudEvent[] = [];
  const faults: MalformedDelivery[] = [];
  for (const item of batch) {
    try {
      events.push(structured(item));
    } catch (error) {
      if (!(error instanceof MalformedDelivery)) throw error;
      faults.push(error);
    }
  }
  const [first] = faults;
  if (first && events.length === 0) throw first;
  return { events, faults };
}

/** Source and ID together are what an event is told by; a batch is told by its events'. */
export function identityOf({ events, faults }: CloudEvents, body: Buffer): Identity {
  if (faults.length > 0)
    return { eventId: derivedId(null, body), eventType: `batch of ${events.length + faults.length}` };
  const ids = events.map(({ source, id }) => `${source} ${id}`);
  const [first] = events;
  const eventId = ids.length === 1 && ids[0] !== undefined ? ids[0] : derivedId({ batch: ids }, body);
  return { eventId, eventType: events.length === 1 && first ? first.type : `batch of ${events.length}` };
}

function structured(value: unknown): CloudEvent {
  if (!isObject(value)) throw new MalformedDelivery('An event is not a JSON object.');
  const encoded = own(value, 'data_base64');
  const data = encoded === undefined ? own(value, 'data') : dataOf(encoded);
  return eventOf((name) => own(value, name), data);
}

function binary(delivery: StoredDelivery): CloudEvent {
  const data = delivery.body.length === 0 ? undefined : parseJson(delivery.body);
  return eventOf((name) => {
    const value = header(delivery.headers, `ce-${name}`);
    return value === undefined ? undefined : headerText(value);
  }, data);
}

function eventOf(attribute: (name: (typeof attributes)[number]) => unknown, data: unknown): CloudEvent {
  const required = (name: 'id' | 'source' | 'type'): string => {
    const value = attribute(name);
    if (typeof value !== 'string' || value === '')
      throw new MalformedDelivery(`An event has no "${name}", which CloudEvents demand.`);
    return value;
  };
  if (textOf(attribute('specversion')) !== '1.0')
    throw new MalformedDelivery('An event is not of CloudEvents version 1.0.');
  return {
    id: required('id'),
    source: required('source'),
    type: required('type'),
    time: attribute('time'),
    subject: attribute('subject'),
    data,
  };
}

/** JSON in base64; anything else tells of no call. */
function dataOf(encoded: unknown): unknown {
  if (typeof encoded !== 'string' || !/^[A-Za-z0-9+/]*={0,2}$/.test(encoded))
    throw new MalformedDelivery('data_base64 is not base64.');
  try {
    return parseJson(Buffer.from(encoded, 'base64'));
  } catch (error) {
    if (error instanceof MalformedDelivery) return undefined;
    throw error;
  }
}

/** Section 3.1.3.2 of the binding: double quotes are taken off, then percent-encoded UTF-8 is decoded, once. */
function headerText(value: string): string {
  const quoted = /^"((?:[^"\\]|\\.)*)"$/.exec(value)?.[1];
  const text = quoted === undefined ? value : quoted.replace(/\\(.)/g, '$1');
  try {
    return decodeURIComponent(text);
  } catch {
    throw new MalformedDelivery('A ce- header is not percent-encoded UTF-8.');
  }
}

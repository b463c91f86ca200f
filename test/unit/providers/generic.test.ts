import { describe, expect, it } from 'vitest';
import type { EventReader } from '../../../electron/engine/events/delivery.ts';
import { cloudevents } from '../../../electron/engine/providers/cloudevents/index.ts';
import { hmac } from '../../../electron/engine/providers/hmac/index.ts';
import { standardWebhooks } from '../../../electron/engine/providers/standard-webhooks/index.ts';
import { expectSameInAnyOrder, foldedCalls, jsonDelivery } from '../../support/provider-properties.ts';

const parties = { callId: 'c1', from: '+14155550123', to: '+14155550100' };
const event = (type: string, data: object = {}) => ({ id: type, type, data: { ...parties, ...data } });

const readers: Readonly<Record<string, { reader: EventReader; wrap: (body: object) => object }>> = {
  hmac: { reader: hmac.reader(hmac.description.options.parse({})), wrap: (body) => body },
  'standard-webhooks': {
    reader: standardWebhooks.reader(standardWebhooks.description.options.parse({})),
    wrap: (body) => body,
  },
  cloudevents: {
    reader: cloudevents.reader(cloudevents.description.options.parse({ unauthenticated: true })),
    wrap: (body) => ({ ...body, specversion: '1.0', source: '/pbx' }),
  },
};

describe.each(Object.entries(readers))('generic events of %s', (name, { reader, wrap }) => {
  const deliveries = (...events: object[]) =>
    events.map((body) => ({
      ...jsonDelivery(wrap(body)),
      contentType: name === 'cloudevents' ? 'application/cloudevents+json' : 'application/json',
    }));
  const outcome = (...events: object[]) => foldedCalls(reader, deliveries(...events)).get('c1')?.outcome;

  it('that tell no direction are of calls that came in, and missed when they end without an answer', () => {
    expect(outcome(event('call.ended'))).toBe('missed');
    expect(outcome(event('call.ended', { direction: null }))).toBe('missed');
    expect(outcome(event('call.completed', { status: 'no-answer' }))).toBe('missed');
    expect(outcome(event('call.started'), event('call.ended'))).toBe('missed');
    expectSameInAnyOrder(reader, deliveries(event('call.started'), event('call.ended')));
  });

  it('are answered or messages all the same when they say so', () => {
    const answeredAt = '2026-11-23T14:00:05Z';
    expect(outcome(event('call.ended', { answeredAt }))).toBe('answered');
    expect(outcome(event('call.ended', { status: 'answered' }))).toBe('answered');
    expect(outcome(event('call.ended', { status: 'voicemail' }))).toBe('voicemail');
    expect(outcome(event('call.completed', { status: 'completed', durationSeconds: 40 }))).toBe('answered');
    expect(outcome(event('call.answered'), event('call.ended'))).toBe('answered');
  });

  it('keep the direction that another event of the call tells, and one that is neither', () => {
    const outbound = event('call.started', { direction: 'outbound' });
    expect(outcome(outbound, event('call.ended'))).toBe('other');
    expect(outcome(event('call.started', { direction: 'inbound' }), event('call.ended'))).toBe('missed');
    expect(outcome(event('call.ended', { direction: 'internal' }))).toBe('other');
    expect(outcome(event('call.ended', { direction: 'outbound' }))).toBe('other');
  });
});

it('a mapped direction that none of the lists names is told and is neither', () => {
  const reader = hmac.reader(
    hmac.description.options.parse({
      mapping: {
        callId: 'id',
        type: { always: 'call.ended' },
        direction: { path: 'way', values: { inbound: ['in'], outbound: ['out'] } },
      },
    }),
  );
  const outcome = (body: object) => foldedCalls(reader, [jsonDelivery({ id: 1, ...body })]).get('1')?.outcome;
  expect(['in', 'out', 'local', undefined].map((way) => outcome({ way }))).toEqual([
    'missed',
    'other',
    'other',
    'missed',
  ]);
});

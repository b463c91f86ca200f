import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mapEvent } from '#shared/mapping/map-event.ts';
import { hmac } from '../../../electron/engine/providers/hmac/index.ts';
import { prepareSource } from '../../../electron/engine/sources/prepare.ts';
import type { LiveSource } from '../../../shared/config/sources.ts';
import { eventMappingSchema } from '../../../shared/mapping/event-mapping.ts';
import { expectReadsAnything, foldedCalls, jsonDelivery } from '../../support/provider-properties.ts';

const addOn = {
  callId: 'chid',
  type: { path: 'finishtype', values: { 'call.missed': ['Missed'], 'call.answered': ['answered'] } },
  direction: { path: 'event', values: { inbound: ['incoming'], outbound: ['outgoing'] } },
  from: { path: 'callerid', prefix: '+' },
  to: { path: ['did_number', 'inbound_did'], prefix: '+' },
  callerName: 'phonebook',
};
const body = readFileSync(new URL('../../fixtures/providers/3cx/incoming-missed.json', import.meta.url));
const source = (options: object, secrets: string[] = []): LiveSource => ({
  id: 'pbx',
  provider: 'hmac',
  secrets,
  credentials: {},
  options: { ...options },
});
const issuesOf = (options: object, secrets: string[] = []) => {
  const prepared = prepareSource(source(options, secrets));
  return prepared.ok ? [] : prepared.issues.map(({ path, message }) => `${path}: ${message}`);
};

describe('a field mapping', () => {
  it('reads a published body of a 3CX add-on', () => {
    const reader = hmac.reader(hmac.description.options.parse({ mapping: addOn, unauthenticated: true }));
    const delivery = { ...jsonDelivery({}), body };
    expect([...foldedCalls(reader, [delivery])]).toMatchObject([
      [
        '00000000-01dc-27dd-cc8a-799100000029',
        {
          outcome: 'missed',
          direction: 'inbound',
          from: '+381629759787',
          to: '+381213220030',
          callerName: 'Smith, John',
        },
      ],
    ]);
    // The body's "id" is the call's: it tells no delivery of the call from another.
    const { eventId, eventType } = reader.identify(delivery);
    expect(eventType).toBe('call.missed');
    expect(eventId).toMatch(/^250917161728_41-0:call\.missed:sha256:[0-9a-f]{64}$/);
    expect(reader.identify(delivery)).toEqual({ eventId, eventType });
    expectReadsAnything(reader, ['chid', 'finishtype', 'event', 'callerid', 'id']);
  });

  it('finds values in lists, in several places, as numbers and in other units', () => {
    const mapping = eventMappingSchema.parse({
      callId: { path: ['call.uuid', 'call.id'] },
      type: { always: 'call.ended' },
      id: 'event_no',
      timestamp: 'sent',
      from: 'legs.0.number',
      startedAt: { path: 'begin', unit: 'seconds' },
      endedAt: { path: 'end', unit: 'milliseconds' },
      durationSeconds: { path: 'ms', unit: 'milliseconds' },
      status: 'result',
    });
    const event = JSON.parse(
      '{"event_no":5,"sent":"2026-11-23T14:00:00Z","call":{"id":7},"legs":[{"number":"+14155550123"}],"begin":1795442400.5,"end":1795442460000,"ms":59500,"result":"busy"}',
    ) as Record<string, unknown>;
    expect(mapEvent(event, mapping)).toMatchObject({
      id: '5',
      type: 'call.ended',
      timestamp: '2026-11-23T14:00:00Z',
      data: {
        callId: '7',
        from: '+14155550123',
        startedAt: '2026-11-23T14:00:00.500Z',
        endedAt: '2026-11-23T14:01:00.000Z',
        durationSeconds: 59.5,
        status: 'busy',
      },
    });
  });

  it('compares values without regard to case, also numbers and truth values', () => {
    const kind = (value: unknown) =>
      mapEvent(
        { state: value },
        eventMappingSchema.parse({
          callId: 'id',
          type: {
            path: 'state',
            values: { 'call.missed': ['NO ANSWER', 3, false], 'call.answered': [true] },
          },
        }),
      ).type;
    expect(['no answer', 'No Answer ', 3, '3', false, true, 'other', null].map(kind)).toEqual([
      'call.missed',
      'call.missed',
      'call.missed',
      'call.missed',
      'call.missed',
      'call.answered',
      null,
      null,
    ]);
  });

  it('never follows what a body inherits, and survives any body', () => {
    const mapping = eventMappingSchema.parse({ ...addOn, callId: 'constructor.name', from: '__proto__.x' });
    expect(mapEvent({}, mapping).data).toMatchObject({ callId: undefined, from: undefined });
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (event) => {
        mapEvent(event, eventMappingSchema.parse(addOn));
      }),
    );
  });

  it('is checked strictly, and says what is wrong', () => {
    const wrong = (mapping: object) => issuesOf({ mapping }, ['s']).join('\n');
    expect(issuesOf({ mapping: addOn }, ['s'])).toEqual([]);
    expect(wrong({ type: { always: 'call.missed' } })).toMatch(/options\.mapping\.callId/);
    expect(wrong({ ...addOn, callid: 'x' })).toMatch(/options\.mapping\.callid: is not a known key/);
    expect(wrong({ ...addOn, callId: '.a' })).toMatch(/expected a path such as "call.id"/);
    expect(wrong({ ...addOn, type: 'finishtype' })).toMatch(/options\.mapping\.type: expected \{"path"/);
    expect(wrong({ ...addOn, type: { path: 'a', values: { 'call.mised': ['x'] } } })).toMatch(
      /values\.call\.mised: is not a known key; did you mean "call\.missed"/,
    );
    expect(wrong({ ...addOn, from: { path: 'a', prefx: '+' } })).toMatch(/options\.mapping\.from/);
  });
});

describe('unauthenticated sources', () => {
  it('must be meant, and have no secret', () => {
    expect(issuesOf({})).toEqual([
      expect.stringMatching(/^secrets: expected the secret .*options\.unauthenticated = true/),
    ]);
    expect(issuesOf({ unauthenticated: true })).toEqual([]);
    expect(issuesOf({ unauthenticated: 'yes' })).toEqual(['options.unauthenticated: expected true or false']);
    expect(issuesOf({ unauthenticated: true }, ['s'])).toEqual([
      expect.stringMatching(/^options\.unauthenticated: this source has a secret/),
    ]);
  });

  it('are refused for vendors that prove every request', () => {
    for (const provider of ['zoom', 'aircall', 'quo', 'justcall', 'twilio', 'standard-webhooks'] as const) {
      const prepared = prepareSource({ ...source({ unauthenticated: true }), provider });
      expect(prepared).toMatchObject({
        ok: false,
        issues: [{ path: 'options.unauthenticated', message: expect.stringContaining(provider) as string }],
      });
    }
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldEvents } from '../../../electron/engine/calls/fold.ts';
import { type CallEvent, callEventKinds, emptyEvent } from '../../../electron/engine/events/call-event.ts';

const event = (fields: Partial<CallEvent>): CallEvent => ({
  ...emptyEvent('c1'),
  direction: 'inbound',
  ...fields,
});

const time = fc.option(fc.integer({ min: 1_700_000_000_000, max: 1_700_000_100_000 }), { nil: null });
const text = fc.option(fc.constantFrom('+14155550123', '+14155550124', 'sip:front@example.com'), {
  nil: null,
});
const seconds = fc.option(fc.integer({ min: 0, max: 600 }), { nil: null });
const anyEvent: fc.Arbitrary<CallEvent> = fc.record({
  providerCallId: fc.constant('c1'),
  kind: fc.constantFrom(...callEventKinds),
  weak: fc.boolean(),
  leg: fc.constantFrom(null, 'caller', 'agent'),
  isCaller: fc.boolean(),
  direction: fc.constantFrom('inbound', 'outbound', null),
  from: text,
  to: text,
  callerName: fc.option(fc.constantFrom('Reception', 'Warehouse'), { nil: null }),
  occurredAt: time,
  startedAt: time,
  answeredAt: time,
  endedAt: time,
  durationSeconds: seconds,
  voicemail: fc.option(
    fc.record({
      recordingUrl: fc.option(fc.constant('https://media.example.com/1.mp3'), { nil: null }),
      transcript: fc.option(fc.constantFrom('Please call back', 'It is urgent'), { nil: null }),
      durationSeconds: seconds,
    }),
    { nil: null },
  ),
});

describe('foldEvents', () => {
  it('gives the same call for any order and any repetition of the same events', () => {
    const shuffledTwice = fc
      .array(anyEvent, { minLength: 1, maxLength: 7 })
      .chain((events) =>
        fc.tuple(
          fc.constant(events),
          fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }),
        ),
      );
    fc.assert(
      fc.property(shuffledTwice, ([events, again]) => {
        expect(foldEvents(again)).toEqual(foldEvents(events));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['ringing, then ended without an answer', ['ringing', 'ended'], 'missed'],
    ['answered by a colleague while another phone missed it', ['missed', 'answered'], 'answered'],
    ['a voicemail after the miss', ['missed', 'voicemail'], 'voicemail'],
    ['only ringing so far', ['ringing'], 'ringing'],
    ['nothing but information', ['info'], 'other'],
  ] as const)('%s', (_name, kinds, outcome) => {
    expect(foldEvents(kinds.map((kind) => event({ kind }))).outcome).toBe(outcome);
  });

  it('takes an explicit miss over a phone system that picked up by itself', () => {
    const greeting = event({ kind: 'answered', weak: true });
    expect(foldEvents([greeting]).outcome).toBe('answered');
    expect(foldEvents([greeting, event({ kind: 'missed' })]).outcome).toBe('missed');
    expect(foldEvents([greeting, event({ kind: 'missed' }), event({ kind: 'answered' })]).outcome).toBe(
      'answered',
    );
  });

  it('does not call an outbound call missed', () => {
    expect(foldEvents([event({ kind: 'ended', direction: 'outbound' })]).outcome).toBe('other');
    expect(foldEvents([event({ kind: 'missed', direction: 'outbound' })]).outcome).toBe('other');
  });

  it('ends a call that came in with the leg that came in, not with a phone that rang in vain', () => {
    const caller = event({ kind: 'started', leg: 'caller' });
    const agent = { direction: 'outbound', leg: 'agent', occurredAt: 2 } as const;
    const vain = event({ ...agent, kind: 'missed', weak: true, endedAt: 3 });
    expect(foldEvents([{ ...caller, occurredAt: 1 }, vain])).toMatchObject({
      outcome: 'ringing',
      endedAt: null,
      direction: 'inbound',
    });
    const over = event({ kind: 'ended', leg: 'caller', endedAt: 4, occurredAt: 4 });
    const greeting = event({ kind: 'answered', weak: true, leg: 'caller', occurredAt: 1 });
    expect(foldEvents([greeting, vain])).toMatchObject({ outcome: 'answered' });
    expect(foldEvents([greeting, vain, over])).toMatchObject({ outcome: 'missed', endedAt: 4 });
    const colleague = event({ kind: 'answered', leg: 'other', direction: 'outbound', occurredAt: 3 });
    expect(foldEvents([greeting, vain, over, colleague]).outcome).toBe('answered');
  });

  it('counts no answer of a leg that a machine took, nor that the caller was put through to it', () => {
    const caller = [
      event({ kind: 'started', leg: 'caller' }),
      event({ kind: 'answered', weak: true, leg: 'caller', answeredAt: 1 }),
      event({ kind: 'answered', leg: 'caller' }),
    ];
    const taken = event({ kind: 'answered', leg: 'agent', direction: null, answeredAt: 2 });
    const machine = event({ kind: 'machine', leg: 'agent', direction: null });
    const over = event({ kind: 'ended', leg: 'caller', endedAt: 9 });
    expect(foldEvents([...caller, taken, over])).toMatchObject({ outcome: 'answered', answeredAt: 1 });
    expect(foldEvents([...caller, taken, machine, over])).toMatchObject({
      outcome: 'missed',
      answeredAt: null,
    });
    expect(foldEvents([...caller, taken, machine, over, { ...taken, leg: 'other' }]).outcome).toBe(
      'answered',
    );
    // Of a call that goes out, the machine is the customer's.
    const out = { direction: 'outbound', leg: 'customer' } as const;
    const calledOut = [event({ ...out, kind: 'answered' }), event({ ...out, kind: 'ended' })];
    expect(foldEvents(calledOut).outcome).toBe('answered');
    expect(foldEvents([...calledOut, event({ ...out, kind: 'machine' })]).outcome).toBe('other');
    // A machine that calls is a caller.
    expect(foldEvents([...caller, event({ kind: 'machine', leg: 'caller' }), over]).outcome).toBe('answered');
  });

  it('of a call that goes out is answered by whom it was dialled to, and not by the phone that dials', () => {
    const out = (fields: Partial<CallEvent>) => event({ direction: 'outbound', ...fields });
    const customer = out({ kind: 'answered', weak: true, leg: 'customer' });
    const over = out({ kind: 'ended', leg: 'customer' });
    const agentInVain = event({ kind: 'missed', weak: true, leg: 'agent', direction: null });
    expect(foldEvents([customer, agentInVain, over]).outcome).toBe('answered');
    const ownPhone = [out({ kind: 'answered', weak: true }), out({ kind: 'ended' })];
    expect(foldEvents(ownPhone).outcome).toBe('answered');
    const customerInVain = event({ kind: 'missed', weak: true, leg: 'customer', direction: null });
    expect(foldEvents([...ownPhone, customerInVain]).outcome).toBe('other');
  });

  it('ends with the last phone that rang, where the leg of the caller is not seen', () => {
    const rings = (leg: string) => event({ kind: 'ringing', leg });
    const stops = (leg: string, endedAt: number) => event({ kind: 'ended', weak: true, leg, endedAt });
    const both = [rings('a'), rings('b')];
    expect(foldEvents([...both, stops('a', 5)])).toMatchObject({ outcome: 'ringing', endedAt: null });
    expect(foldEvents([...both, stops('a', 5), stops('b', 8)])).toMatchObject({
      outcome: 'missed',
      endedAt: 8,
    });
    expect(foldEvents([stops('a', 5)]).outcome).toBe('other');
    const waits = event({ kind: 'info', leg: 'caller', isCaller: true });
    expect(foldEvents([waits, ...both, stops('a', 5), stops('b', 8)]).outcome).toBe('ringing');
    const gone = event({ kind: 'ended', leg: 'caller', isCaller: true, endedAt: 9 });
    expect(foldEvents([waits, ...both, stops('a', 5), stops('b', 8), gone])).toMatchObject({
      outcome: 'missed',
      endedAt: 9,
    });
  });

  it('neither rings nor is missed when its only phone passed it on', () => {
    const passedOn = event({ kind: 'passed-on', leg: 'a' });
    const rings = event({ kind: 'ringing', leg: 'a' });
    expect(foldEvents([rings, passedOn]).outcome).toBe('other');
    const next = event({ kind: 'ringing', leg: 'b' });
    expect(foldEvents([rings, passedOn, next]).outcome).toBe('ringing');
    const vain = event({ kind: 'ended', weak: true, leg: 'b' });
    expect(foldEvents([rings, passedOn, next, vain]).outcome).toBe('missed');
  });

  it('takes a recording for a message unless a person picked up', () => {
    const recording = event({
      kind: 'voicemail',
      weak: true,
      voicemail: { recordingUrl: 'https://media.example.com/1.mp3', transcript: null, durationSeconds: 9 },
    });
    const greeting = event({ kind: 'answered', weak: true });
    expect(foldEvents([greeting, recording]).outcome).toBe('voicemail');
    expect(foldEvents([greeting, recording, event({ kind: 'answered' })])).toMatchObject({
      outcome: 'answered',
      voicemail: null,
    });
    expect(foldEvents([{ ...recording, direction: 'outbound' }]).outcome).toBe('other');
  });

  it('joins a recording and a transcript that arrive apart', () => {
    const recording = {
      recordingUrl: 'https://media.example.com/1.mp3',
      transcript: null,
      durationSeconds: 42,
    };
    const transcript = { recordingUrl: null, transcript: 'Please call back', durationSeconds: null };
    const call = foldEvents([
      event({ kind: 'voicemail', voicemail: transcript }),
      event({ kind: 'voicemail', voicemail: recording }),
    ]);
    expect(call.voicemail).toEqual({ ...recording, transcript: 'Please call back' });
  });
});

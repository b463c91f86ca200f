import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ringcentral } from '../../../electron/engine/providers/ringcentral/index.ts';
import {
  expectReadsAnything,
  expectRefusesAnything,
  expectSameInAnyOrder,
  foldedCalls,
  jsonDelivery,
} from '../../support/provider-properties.ts';

const token = 'hello-world';
const authenticate = (secrets = [token], unauthenticated = false) =>
  ringcentral.authenticator({ secrets, publicUrl: undefined, options: { unauthenticated } });
const request = (headers: Record<string, string>, body = '{"uuid":"1"}') => ({
  method: 'POST',
  query: '',
  headers,
  body: Buffer.from(body),
});

describe('ringcentral tokens', () => {
  it('are taken from the header that the documentation shows, in its newer and its older version', () => {
    for (const name of ['verification-token', 'validation-token'])
      expect(authenticate().verify(request({ [name]: 'hello-world' }), 0)).toEqual({
        genuine: true,
        secretIndex: 0,
      });
    expect(authenticate(['next', token]).verify(request({ 'verification-token': token }), 0)).toEqual({
      genuine: true,
      secretIndex: 1,
    });
  });

  it('are refused when they are missing or a stranger made them up', () => {
    expect(authenticate().verify(request({}), 0).genuine).toBe(false);
    expect(authenticate().verify(request({ 'validation-token': 'hello-worlds' }), 0).genuine).toBe(false);
    expect(() => authenticate([])).toThrow(/verification token/);
    expect(() => authenticate([token], true)).toThrow(/leave one of the two out/);
    expect(authenticate([], true).verify(request({}), 0).genuine).toBe(true);
    expectRefusesAnything(authenticate(), { 'validation-token': fc.stringMatching(/^[a-z-]{11}$/) });
  });

  it('of the handshake are sent back, small enough, and prove no event', () => {
    const { handshake, verify } = authenticate();
    const greeting = { 'validation-token': '2f7d0a0e-1111-4222-8333-444455556666' };
    expect(handshake?.(request(greeting, ''))).toEqual({
      status: 200,
      contentType: 'application/json',
      body: '',
      headers: greeting,
    });
    expect(verify(request(greeting), 0).genuine).toBe(false);
    expect(handshake?.(request({ 'validation-token': 'x'.repeat(900) }, ''))).toBeNull();
    expect(handshake?.(request({ ...greeting, 'verification-token': 'another' }, ''))).toBeNull();
    expect(handshake?.(request({}, ''))).toBeNull();
  });

  it('with an event are no handshake, whichever header they came in', () => {
    expect(authenticate().handshake?.(request({ 'validation-token': token }))).toBeNull();
  });
});

const reader = ringcentral.reader({ unauthenticated: false });
const session = (parties: object[], seconds = 0, telephonySessionId = 's-1') =>
  jsonDelivery({
    uuid: `${seconds}${JSON.stringify(parties).length}`,
    event: '/restapi/v1.0/account/1/telephony/sessions',
    body: {
      telephonySessionId,
      eventTime: new Date(Date.UTC(2026, 10, 23, 14, 0, seconds)).toISOString(),
      parties,
    },
  });
const agent = (extensionId: string, code: string, more = {}) => ({
  extensionId,
  direction: 'Inbound',
  from: { phoneNumber: '+14155550123', name: 'Dana' },
  to: { phoneNumber: '+14155550199' },
  status: { code },
  missedCall: false,
  ...more,
});
const outside = (code: string) => ({ direction: 'Outbound', status: { code }, missedCall: false });
const outcome = (deliveries: ReturnType<typeof session>[]) =>
  foldedCalls(reader, deliveries).get('s-1')?.outcome;

describe('ringcentral sessions', () => {
  it('through a menu are one answered call, in any order (captured sequence)', () => {
    const file = new URL(
      '../../fixtures/providers/ringcentral/sequence-answered-ivr.ndjson',
      import.meta.url,
    );
    const deliveries = readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => ({ ...jsonDelivery({}), body: Buffer.from(line) }));
    const calls = foldedCalls(reader, deliveries);
    expect([...calls.values()]).toMatchObject([
      { outcome: 'answered', direction: 'inbound', durationSeconds: 15, callerName: 'Caller One' },
    ]);
    expectSameInAnyOrder(reader, deliveries);
  });

  it('that a menu has passed on have not ended', () => {
    const passedOn = [
      session([outside('Setup')]),
      session([agent('menu', 'Setup')], 1),
      session([outside('Answered')], 2),
      session([agent('menu', 'Disconnected')], 5),
      session([agent('7', 'Proceeding')], 6),
    ];
    expect(outcome(passedOn)).toBe('ringing');
    // The caller gave up before anyone was rung.
    expect(outcome([...passedOn.slice(0, 4), session([outside('Disconnected')], 5)])).toBe('missed');
  });

  it('of a ring group are missed only when nobody answered', () => {
    const rung = [
      session([agent('7', 'Proceeding')], 1),
      session([agent('8', 'Proceeding')], 1),
      session([agent('7', 'Disconnected', { missedCall: true })], 20),
    ];
    const bothMissed = [...rung, session([agent('8', 'Disconnected', { missedCall: true })], 21)];
    const oneAnswered = [
      ...rung,
      session([agent('8', 'Answered')], 9),
      session([agent('8', 'Disconnected')], 40),
    ];
    expect(outcome(bothMissed)).toBe('missed');
    expect(outcome(oneAnswered)).toBe('answered');
    for (const deliveries of [bothMissed, oneAnswered]) expectSameInAnyOrder(reader, deliveries);
  });

  it('that went to voicemail are missed until a message is told of', () => {
    expect(outcome([session([agent('7', 'Proceeding')], 1), session([agent('7', 'VoiceMail')], 20)])).toBe(
      'missed',
    );
  });

  describe('of one extension, which is all that its subscription tells of', () => {
    const rung = [session([agent('7', 'Setup')]), session([agent('7', 'Proceeding')], 1)];
    const left = (more: object, reason?: string, code = 'Disconnected') => {
      const deliveries = [...rung, session([agent('7', code, { status: { code, reason }, ...more })], 20)];
      expectSameInAnyOrder(reader, deliveries);
      return foldedCalls(reader, deliveries).get('s-1');
    };

    it('are missed when it stopped ringing and nobody had answered', () => {
      for (const reason of [
        undefined,
        'NoAnswer',
        'Timeout',
        'Cancelled',
        'Rejected',
        'Voicemail',
        'TargetBusy',
      ])
        expect(left({}, reason)).toMatchObject({
          outcome: 'missed',
          endedAt: Date.UTC(2026, 10, 23, 14, 0, 20),
          durationSeconds: null,
        });
      expect(left({ missedCall: true })?.outcome).toBe('missed');
      expect(left({ queueCall: true }, 'NoAnswer')?.outcome).toBe('missed');
      expect(left({ queueCall: true, missedCall: true })?.outcome).toBe('missed');
    });

    it('are answered when a colleague picked up', () => {
      for (const reason of ['Pickup', 'AgentAnswered']) {
        expect(left({}, reason)?.outcome).toBe('answered');
        expect(left({ missedCall: true }, reason)?.outcome).toBe('answered');
      }
      expect(left({}, 'Pickup', 'Gone')?.outcome).toBe('answered');
    });

    it('are over, and not missed, when the call went on elsewhere', () => {
      for (const reason of [
        'BlindTransfer',
        'RccTransfer',
        'CallerInputRedirect',
        'CallRedirected',
        'CallFlip',
      ])
        expect(left({}, reason)?.outcome).toBe('other');
      expect(left({}, 'AttendedTransfer', 'Gone')?.outcome).toBe('other');
      // Perhaps another agent took it.
      expect(left({ queueCall: true })?.outcome).toBe('other');
    });

    it('are answered when it had picked up, whatever the end', () => {
      for (const reason of [undefined, 'BlindTransfer', 'CallFinished', 'NoAnswer']) {
        const status = { code: 'Disconnected', reason };
        const end = session([agent('7', 'Disconnected', { status })], 40);
        expect(outcome([...rung, session([agent('7', 'Answered')], 8), end])).toBe('answered');
      }
    });

    it('are not missed for an end alone, as a filter on the status may have left out the answer', () => {
      expect(outcome([session([agent('7', 'Disconnected')], 40)])).toBe('other');
    });

    it('are no calls at all when the platform calls its own user, and no missed ones when that dials by RingOut', () => {
      const of = (type: string) =>
        [...rung, session([agent('7', 'Disconnected')], 20)].map((delivery) => {
          const event = JSON.parse(delivery.body.toString());
          return jsonDelivery({ ...event, body: { ...event.body, origin: { type } } });
        });
      for (const type of ['VerificationCall', 'GreetingsRecording', 'TestCall'])
        expect(outcome(of(type))).toBeUndefined();
      expect(foldedCalls(reader, of('RingOut')).get('s-1')).toMatchObject({
        outcome: 'other',
        direction: 'outbound',
      });
      expect(outcome(of('Call'))).toBe('missed');
    });

    it('are no missed ones when a fax came in', () => {
      const fax = [session([agent('7', 'FaxReceive')], 3), session([agent('7', 'Disconnected')], 60)];
      expect(outcome([...rung, ...fax])).not.toBe('missed');
    });
  });

  it('ring on while another phone does, and are missed when none does any more, whatever becomes of the caller', () => {
    const first = session([agent('7', 'Disconnected', { missedCall: true })], 20);
    const caller = [session([outside('Setup')]), session([outside('Answered')], 1)];
    const rung = [session([agent('7', 'Proceeding')], 1), first, session([agent('8', 'Proceeding')], 21)];
    expect(outcome([...caller, ...rung])).toBe('ringing');
    const vain = session([agent('8', 'Disconnected')], 40);
    expect(outcome([...caller, ...rung, vain])).toBe('missed');
    expect(outcome([...caller, ...rung, vain, session([outside('Gone')], 41)])).toBe('missed');
    const over = [...caller, ...rung, vain, session([outside('Disconnected')], 50)];
    expect(foldedCalls(reader, over).get('s-1')).toMatchObject({
      outcome: 'missed',
      endedAt: Date.UTC(2026, 10, 23, 14, 0, 50),
    });
    expectSameInAnyOrder(reader, over);
    const unseen = [session([agent('8', 'Proceeding')], 1), session([agent('9', 'Proceeding')], 1)];
    expect(outcome([...unseen, session([agent('9', 'Disconnected')], 20)])).toBe('ringing');
  });

  it('between extensions are answered by the one that is called, not by having reached it', () => {
    const caller = (code: string) => ({
      ...agent('104', code),
      direction: 'Outbound',
      to: { phoneNumber: '101', extensionId: '101' },
    });
    const rung = [
      session([caller('Setup')]),
      session([agent('101', 'Setup')], 1),
      session([caller('Answered')], 2),
      session([agent('101', 'Proceeding')], 2),
    ];
    const over = [session([caller('Disconnected')], 30), session([agent('101', 'Disconnected')], 30)];
    expect(foldedCalls(reader, [...rung, ...over]).get('s-1')).toMatchObject({
      outcome: 'other',
      direction: 'outbound',
    });
    expect(outcome([...rung, session([agent('101', 'Answered')], 9), ...over])).toBe('answered');
  });

  it('called out are not missed', () => {
    const out = (code: string) => ({ ...agent('7', code), direction: 'Outbound' });
    expect(outcome([session([out('Setup')]), session([out('Disconnected')], 30)])).toBe('other');
    expect(outcome([session([out('Setup')]), session([out('Answered')], 5)])).toBe('answered');
    expect(foldedCalls(reader, [session([out('Setup')])]).get('s-1')?.direction).toBe('outbound');
  });

  it('come in samples that are wrapped, and tell nothing where they name no session', () => {
    const wrapped = jsonDelivery({ pn_apns: JSON.parse(session([agent('7', 'Answered')]).body.toString()) });
    expect(outcome([wrapped])).toBe('answered');
    const reminder = jsonDelivery({
      uuid: '2',
      event: '/restapi/v1.0/subscription/~',
      body: { expiresIn: 60 },
    });
    expect(reader.read(reminder)).toEqual([]);
    expect(reader.identify(reminder).eventId).toBe('2');
    expectReadsAnything(reader, [
      'uuid',
      'event',
      'body',
      'parties',
      'pn_apns',
      'telephonySessionId',
      'status',
    ]);
  });
});

import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { describe, expect, it } from 'vitest';
import { foldEvents } from '../../../electron/engine/calls/fold.ts';
import { twilio } from '../../../electron/engine/providers/twilio/index.ts';

const token = 'test_twilio_auth_token';
const publicUrl = 'https://relay.example.com/hooks/main';
const options = {};
const form = { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' };

const authenticate = (url = publicUrl, secrets = [token]) =>
  twilio.authenticator({ secrets, publicUrl: url, options });
const encode = (parameters: Record<string, string | string[]>) =>
  new URLSearchParams(
    Object.entries(parameters).flatMap(([k, v]) => [v].flat().map((one): [string, string] => [k, one])),
  ).toString();

describe('twilio signatures, made by the official SDK', () => {
  it('verify for any parameters and any query', () => {
    const parameters = fc.dictionary(
      fc.string({ minLength: 1, unit: 'grapheme' }),
      fc.oneof(fc.string({ unit: 'grapheme' }), fc.array(fc.string(), { minLength: 1, maxLength: 3 })),
    );
    const query = fc.webQueryParameters().filter((text) => !text.includes('bodySHA256'));
    fc.assert(
      fc.property(parameters, query, (sent, search) => {
        const signature = getExpectedTwilioSignature(
          token,
          search ? `${publicUrl}?${search}` : publicUrl,
          sent,
        );
        const request = {
          method: 'POST',
          query: search,
          headers: { ...form, 'x-twilio-signature': signature },
          body: Buffer.from(encode(sent)),
        };
        expect(authenticate().verify(request, 0)).toMatchObject({ genuine: true, secretIndex: 0 });
        expect(
          authenticate().verify({ ...request, body: Buffer.from(`${encode(sent)}&Forged=1`) }, 0).genuine,
        ).toBe(false);
        expect(authenticate('https://elsewhere.example.com/hooks/main').verify(request, 0).genuine).toBe(
          false,
        );
      }),
    );
  });

  it.each([
    ['https://relay.example.com:443/hooks/main', publicUrl],
    [publicUrl, 'https://relay.example.com:443/hooks/main'],
    ['https://relay.example.com:8443/hooks/main', 'https://relay.example.com:8443/hooks/main'],
    ['https://user:pw@relay.example.com/hooks/main', 'https://user:pw@relay.example.com/hooks/main'],
  ])('signed for %s verify where %s is configured', (signed, configured) => {
    const signature = getExpectedTwilioSignature(token, signed, { CallSid: 'CA1' });
    const request = {
      method: 'POST',
      query: '',
      headers: { ...form, 'x-twilio-signature': signature },
      body: Buffer.from('CallSid=CA1'),
    };
    expect(authenticate(configured).verify(request, 0).genuine).toBe(true);
  });

  it.each([
    // What the SDK's own list of URLs has: as entered, and as a URL library writes it.
    ['https://Relay.Example.com/hooks/main', publicUrl],
    ['https://Relay.Example.com/hooks/main', 'https://Relay.Example.com/hooks/main'],
    ['HTTPS://relay.example.com/hooks/main', publicUrl],
    ['https://Relay.Example.com:8443/hooks/Main', 'https://relay.example.com:8443/hooks/Main'],
    ['https://Relay.Example.com/hooks/main', 'https://relay.example.com:443/hooks/main'],
    ['https://bücher.example/hooks/main', 'https://bücher.example/hooks/main'],
    ['https://bücher.example/hooks/main', 'https://xn--bcher-kva.example/hooks/main'],
    ['https://xn--bcher-kva.example/hooks/main', 'https://bücher.example/hooks/main'],
    ['https://relay.example.com/hooks/main?', 'https://relay.example.com/hooks/main?'],
    ['https://relay.example.com/hooks/main?', publicUrl],
    ['https://relay.example.com/hooks/main#rc=3', 'https://relay.example.com/hooks/main#rc=3'],
    ['https://relay.example.com/hooks/main#rc=3', publicUrl],
    [
      'https://Relay.example.com/hooks/main?#rc=3&rp=all',
      'https://relay.example.com/hooks/main?#rc=3&rp=all',
    ],
  ])('%s verifies what was signed for %s, by either algorithm', (configured, signed) => {
    for (const algorithm of ['HMAC_SHA1', 'HMAC_SHA256']) {
      const headers = {
        ...form,
        'x-twilio-webhooks-signature-settings': `key=webhooks_sharedkey_1,algorithm=${algorithm}`,
        'x-twilio-signature': getExpectedTwilioSignature(token, signed, { CallSid: 'CA1' }, algorithm),
      };
      const request = { method: 'POST', query: '', headers, body: Buffer.from('CallSid=CA1') };
      expect(authenticate(configured).verify(request, 0)).toMatchObject({ genuine: true, secretIndex: 0 });
      expect(authenticate('https://relay.example.org/hooks/main').verify(request, 0).genuine).toBe(false);
      expect(authenticate(`${publicUrl}/other`).verify(request, 0).genuine).toBe(false);
    }
  });

  describe('with a shared key', () => {
    const settings = 'x-twilio-webhooks-signature-settings';
    const request = (key: string, algorithm: string, header: Record<string, string>, query = '') => ({
      method: 'POST',
      query,
      headers: {
        ...form,
        ...header,
        'x-twilio-signature': getExpectedTwilioSignature(
          key,
          query ? `${publicUrl}?${query}` : publicUrl,
          { CallSid: 'CA1', From: '+14155550123' },
          algorithm,
        ),
      },
      body: Buffer.from(encode({ CallSid: 'CA1', From: '+14155550123' })),
    });
    it('verify by the algorithm that the settings name, with any of the live secrets', () => {
      const both = authenticate(publicUrl, [token, 'shared_key']);
      for (const text of [
        'key=webhooks_sharedkey_1,algorithm=HMAC_SHA256',
        ' algorithm = hmac_sha256 , key=k',
        'key=a=b,algorithm=HMAC_SHA256',
      ])
        expect(
          both.verify(request('shared_key', 'HMAC_SHA256', { [settings]: text }, 'a=1'), 0),
        ).toMatchObject({
          genuine: true,
          secretIndex: 1,
        });
      for (const text of ['', 'key=k', 'key=k,algorithm=', 'key=k,algorithm=HMAC_SHA1'])
        expect(both.verify(request(token, 'HMAC_SHA1', { [settings]: text }), 0)).toMatchObject({
          genuine: true,
          secretIndex: 0,
        });
      expect(both.verify(request(token, 'HMAC_SHA1', {}), 0).genuine).toBe(true);
    });
    it.each([
      ['mismatch', 'another_key', 'HMAC_SHA256', 'algorithm=HMAC_SHA256'],
      ['malformed-proof', token, 'HMAC_SHA1', 'algorithm=HMAC_SHA256'],
      ['malformed-proof', token, 'HMAC_SHA256', 'algorithm=HMAC_SHA1'],
      ['malformed-proof', token, 'HMAC_SHA256', ''],
      ['unsupported-algorithm', token, 'HMAC_SHA256', 'algorithm=HMAC_SHA512'],
    ])('are refused as %s', (code, key, algorithm, text) => {
      expect(authenticate().verify(request(key, algorithm, { [settings]: text }), 0)).toMatchObject({
        genuine: false,
        code,
      });
    });
  });

  it('cover a JSON body by its hash in the query', () => {
    const body = Buffer.from('{"CallSid":"CA1"}');
    const query = `bodySHA256=${createHash('sha256').update(body).digest('hex')}`;
    const signature = getExpectedTwilioSignature(token, `${publicUrl}?${query}`, {});
    const headers = { 'content-type': 'application/json', 'x-twilio-signature': signature };
    expect(authenticate().verify({ method: 'POST', query, headers, body }, 0).genuine).toBe(true);
    expect(
      authenticate().verify({ method: 'POST', query, headers, body: Buffer.from('{"CallSid":"CA2"}') }, 0)
        .genuine,
    ).toBe(false);
    const bare = {
      'content-type': 'application/json',
      'x-twilio-signature': getExpectedTwilioSignature(token, publicUrl, {}),
    };
    expect(authenticate().verify({ method: 'POST', query: '', headers: bare, body }, 0).genuine).toBe(false);
  });

  it('cover a body whose content type hides that it is one', () => {
    const headers = { 'x-twilio-signature': getExpectedTwilioSignature(token, publicUrl, {}) };
    expect(
      authenticate().verify({ method: 'POST', query: '', headers, body: Buffer.from('CallSid=CA1') }, 0)
        .genuine,
    ).toBe(false);
    expect(
      authenticate().verify({ method: 'GET', query: '', headers, body: Buffer.from('CallSid=CA1') }, 0)
        .genuine,
    ).toBe(false);
  });

  it('are refused with too many parameters, before they are sorted', () => {
    const headers = { ...form, 'x-twilio-signature': 'A'.repeat(27).concat('=') };
    const verdict = authenticate().verify(
      { method: 'POST', query: '', headers, body: Buffer.from('a=1&'.repeat(100_000)) },
      0,
    );
    expect(verdict).toEqual({
      genuine: false,
      code: 'malformed',
      reason: 'the form has too many parameters',
    });
  });

  it('need a token and a public URL', () => {
    expect(() => authenticate(publicUrl, [])).toThrow(/auth token/);
    expect(() => twilio.authenticator({ secrets: [token], publicUrl: undefined, options })).toThrow(
      /console/,
    );
  });
});

describe('twilio events', () => {
  const read = (fields: Record<string, string>) =>
    twilio.reader(options).read({
      query: '',
      contentType: 'application/x-www-form-urlencoded',
      headers: {},
      body: Buffer.from(encode(fields)),
      receivedAt: 0,
    });
  const call = { CallSid: 'CA1', Direction: 'inbound', From: '+14155550123', To: '+14155550100' };
  const outcome = (...events: Record<string, string>[]) =>
    foldEvents(events.flatMap((fields) => read({ ...call, ...fields }))).outcome;

  it.each(['no-answer', 'busy', 'canceled', 'failed'])(
    'CallStatus %s of an inbound call is missed',
    (CallStatus) => {
      expect(outcome({ CallStatus })).toBe('missed');
      expect(outcome({ CallStatus, Direction: 'outbound-api' })).toBe('other');
    },
  );

  it('takes a <Dial> that nobody answered over TwiML that completed', () => {
    expect(outcome({ CallStatus: 'completed' })).toBe('answered');
    expect(
      outcome({ CallStatus: 'in-progress', DialCallStatus: 'no-answer' }, { CallStatus: 'completed' }),
    ).toBe('missed');
    expect(
      outcome({ CallStatus: 'completed' }, { CallStatus: 'in-progress', DialCallStatus: 'completed' }),
    ).toBe('answered');
  });

  it('counts an answered leg of a ring group for its parent', () => {
    const [leg] = read({
      CallSid: 'CA2',
      ParentCallSid: 'CA1',
      Direction: 'outbound-dial',
      CallStatus: 'in-progress',
      From: '+14155550123',
      To: '+14155550102',
    });
    expect(leg).toMatchObject({ providerCallId: 'CA1', kind: 'answered', weak: false, to: null });
  });

  it('takes a recorded message for a voicemail, and a recorded conversation for none', () => {
    const recording = {
      RecordingSid: 'RE1',
      RecordingUrl: 'https://api.example.com/RE1',
      RecordingDuration: '42',
      CallStatus: 'completed',
    };
    expect(outcome(recording)).toBe('voicemail');
    expect(outcome({ ...recording, RecordingSource: 'DialVerb' })).toBe('answered');
    const dial = { DialCallSid: 'CA2', DialCallStatus: 'completed', DialCallDuration: '42' };
    expect(outcome({ ...recording, ...dial, CallStatus: 'in-progress' }, { CallStatus: 'completed' })).toBe(
      'answered',
    );
    expect(outcome({ ...recording, Direction: 'outbound-api' })).toBe('answered');
  });

  it.each(['absent', 'in-progress', 'failed', 'processing', 'paused'])(
    'takes no recording that is %s for a message',
    (RecordingStatus) => {
      const noAnswer = { CallStatus: 'in-progress', DialCallStatus: 'no-answer', DialBridged: 'false' };
      const recording = { RecordingSid: 'RE1', RecordingUrl: 'https://api.example.com/RE1' };
      const over = { CallStatus: 'completed', CallDuration: '30', SequenceNumber: '0' };
      for (const source of [{}, { RecordingSource: 'RecordVerb' }]) {
        const told = { ...recording, ...source, RecordingStatus };
        expect(outcome(noAnswer, told, over)).toBe('missed');
        expect(outcome(told, over, noAnswer)).toBe('missed');
        expect(outcome(noAnswer, told, { ...recording, ...source, RecordingStatus: 'completed' }, over)).toBe(
          'voicemail',
        );
      }
    },
  );
  it('takes a recording of no length for no message', () => {
    const noAnswer = { CallStatus: 'in-progress', DialCallStatus: 'no-answer' };
    const recording = { RecordingUrl: 'https://api.example.com/RE1', RecordingDuration: '0' };
    expect(outcome(noAnswer, { ...recording, CallStatus: 'completed' })).toBe('missed');
  });

  it('takes a call for missed whose dialled phones were not picked up by a person', () => {
    const leg = { CallSid: 'CA2', ParentCallSid: 'CA1', Direction: 'outbound-dial' };
    const completed = { CallStatus: 'completed', CallDuration: '31', SequenceNumber: '0' };
    expect(outcome({ CallStatus: 'ringing' }, { ...leg, CallStatus: 'no-answer' }, completed)).toBe('missed');
    expect(outcome({ CallStatus: 'in-progress' }, { ...leg, CallStatus: 'no-answer' })).toBe('answered');
    const colleague = { ...leg, CallSid: 'CA3', CallStatus: 'completed' };
    expect(outcome({ ...leg, CallStatus: 'no-answer' }, colleague, completed)).toBe('answered');
    const machine = { ...leg, CallStatus: 'in-progress', AnsweredBy: 'machine_start' };
    expect(outcome(machine, { DialCallStatus: 'no-answer', CallStatus: 'in-progress' }, completed)).toBe(
      'missed',
    );
    // The machine was put through to the caller, which the status alone calls completed.
    const dialled = { DialCallSid: 'CA2', DialCallStatus: 'completed', CallStatus: 'in-progress' };
    expect(outcome(machine, dialled, completed)).toBe('missed');
    expect(outcome(machine, dialled, colleague, completed)).toBe('answered');
    expect(outcome({ DialCallStatus: 'completed', DialBridged: 'false' }, completed)).toBe('missed');
    expect(outcome({ QueueResult: 'hangup', CallStatus: 'in-progress' }, completed)).toBe('missed');
    expect(outcome({ QueueResult: 'bridged', CallStatus: 'in-progress' }, completed)).toBe('answered');
  });

  it('takes a machine that picked up an outgoing call for nobody', () => {
    const out = { Direction: 'outbound-api', From: '+14155550100', To: '+14155550123' };
    const picked = { ...out, CallStatus: 'in-progress' };
    const over = { ...out, CallStatus: 'completed', CallDuration: '20' };
    expect(outcome(picked, over)).toBe('answered');
    expect(outcome(picked, { ...over, AnsweredBy: 'machine_end_beep' })).toBe('other');
    // As the asynchronous detection has it: no status, no numbers.
    expect(outcome(picked, over, { ...out, CallStatus: '', AnsweredBy: 'machine_start' })).toBe('other');
    expect(outcome(picked, over, { ...out, CallStatus: '', AnsweredBy: 'human' })).toBe('answered');
  });

  describe('that an own phone places', () => {
    const over = { CallStatus: 'completed', CallDuration: '31' };
    const leg = { CallSid: 'CA2', ParentCallSid: 'CA1', From: '+14155550100', Direction: 'outbound-dial' };
    const own = [
      { From: 'client:alice', To: '+14155550123' },
      { From: 'sip:alice@acme.sip.us1.twilio.com', To: 'sip:+14155550123@acme.sip.us1.twilio.com' },
      { From: 'sip:alice@acme.sip.twilio.com:5060', To: 'sip:+14155550123@acme.sip.twilio.com;user=phone' },
    ];

    it.each(own)('are outgoing ones, to the number that was dialled ($From)', (parties) => {
      const calls = read({ ...call, ...parties, CallStatus: 'ringing' });
      expect(calls).toMatchObject([{ direction: 'outbound', to: '+14155550123' }]);
      const noAnswer = { ...parties, DialCallStatus: 'no-answer', CallStatus: 'in-progress' };
      expect(outcome({ ...parties, CallStatus: 'no-answer' })).toBe('other');
      expect(outcome(noAnswer)).toBe('other');
      // The application had picked up, which is no answer of the number's.
      const greeted = { ...parties, CallStatus: 'in-progress' };
      expect(outcome(greeted, noAnswer, { ...parties, ...over })).toBe('other');
      expect(outcome(greeted, { ...leg, CallStatus: 'busy' }, { ...parties, ...over })).toBe('other');
      expect(outcome(greeted, { ...leg, CallStatus: 'in-progress' }, { ...parties, ...over })).toBe(
        'answered',
      );
      expect(outcome(noAnswer, { ...noAnswer, DialCallStatus: 'completed' }, { ...parties, ...over })).toBe(
        'answered',
      );
    });

    it('are told from callers of other domains', () => {
      const stranger = { From: 'sip:alice@pbx.example.com', To: 'sip:sales@acme.sip.us1.twilio.com' };
      expect(outcome({ ...stranger, CallStatus: 'no-answer' })).toBe('missed');
      // Asterisk's `fromdomain` writes the account's domain behind the caller's number.
      const passedOn = { From: 'sip:+14155550123@acme.sip.twilio.com', To: 'sip:sales@acme.sip.twilio.com' };
      expect(outcome({ ...passedOn, CallStatus: 'no-answer' })).toBe('missed');
      const neighbour = { ...stranger, From: 'sip:alice@other.sip.us1.twilio.com' };
      expect(outcome({ ...neighbour, CallStatus: 'no-answer' })).toBe('missed');
    });
  });

  it('are answered by who was put through after a machine was tried', () => {
    const machine = {
      CallSid: 'CA2',
      ParentCallSid: 'CA1',
      CallStatus: 'completed',
      AnsweredBy: 'machine_start',
    };
    const over = { CallStatus: 'completed', CallDuration: '200' };
    const dialled = { CallStatus: 'in-progress', DialCallStatus: 'completed', DialCallDuration: '200' };
    expect(outcome(machine, over)).toBe('missed');
    expect(outcome(machine, { CallStatus: 'in-progress', QueueResult: 'bridged' }, over)).toBe('answered');
    expect(outcome(machine, { ...dialled, DialCallSid: 'CA3' }, over)).toBe('answered');
    expect(outcome(machine, { ...dialled, DialCallSid: 'CA2' }, over)).toBe('missed');
  });

  it('takes an outgoing call that the customer answered for answered, whatever became of the agent', () => {
    const out = { Direction: 'outbound-api', From: '+14155550100', To: '+14155550123' };
    const agent = { CallSid: 'CA2', ParentCallSid: 'CA1', CallStatus: 'no-answer' };
    expect(outcome({ ...out, CallStatus: 'in-progress' }, agent, { ...out, CallStatus: 'completed' })).toBe(
      'answered',
    );
  });

  it('identifies a callback by what makes it different from the others of its call', () => {
    const id = (fields: Record<string, string>) =>
      twilio.reader(options).identify({
        query: '',
        contentType: 'application/x-www-form-urlencoded',
        headers: {},
        body: Buffer.from(encode({ ...call, ...fields })),
        receivedAt: 0,
      }).eventId;
    const ids = [
      { CallStatus: 'ringing' },
      { CallStatus: 'completed' },
      { CallStatus: 'completed', SequenceNumber: '3' },
      { CallStatus: 'completed', RecordingSid: 'RE1' },
      { CallStatus: 'completed', RecordingSid: 'RE1', TranscriptionText: 'Hello' },
      { CallStatus: 'completed', RecordingUrl: 'https://api.example.com/RE1' },
      { TranscriptionSid: 'TR1' },
      // What verbs bring comes with the status that the call has then.
      { CallStatus: 'completed', QueueResult: 'hangup', QueueSid: 'QU1', QueueTime: '60' },
      { CallStatus: 'completed', QueueResult: 'bridged', QueueSid: 'QU1', QueueTime: '60' },
      { CallStatus: 'completed', DequeueResult: 'bridged' },
      { CallStatus: 'completed', Digits: '1' },
      { CallStatus: 'completed', Digits: '2' },
      { CallStatus: 'completed', SpeechResult: 'sales' },
      { CallStatus: 'completed', ReferCallStatus: 'completed' },
    ].map(id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(id({ CallStatus: 'ringing', Extra: '1' })).toBe(ids[0]);
  });
});

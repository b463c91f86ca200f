/** What vendors really send beside their documentation's samples: the same kinds of it at each of them. */
import { describe, expect, it } from 'vitest';
import type { EventReader, StoredDelivery } from '../../../electron/engine/events/delivery.ts';
import { bandwidth } from '../../../electron/engine/providers/bandwidth/index.ts';
import { instant } from '../../../electron/engine/providers/common/values.ts';
import { hmac } from '../../../electron/engine/providers/hmac/index.ts';
import { justcall } from '../../../electron/engine/providers/justcall/index.ts';
import { plivo } from '../../../electron/engine/providers/plivo/index.ts';
import { quo } from '../../../electron/engine/providers/quo/index.ts';
import { signalwire } from '../../../electron/engine/providers/signalwire/index.ts';
import { sinch } from '../../../electron/engine/providers/sinch/index.ts';
import { telnyx } from '../../../electron/engine/providers/telnyx/index.ts';
import { vonage } from '../../../electron/engine/providers/vonage/index.ts';
import { zoom } from '../../../electron/engine/providers/zoom/index.ts';
import { hostForms, splitPublicUrl } from '../../../electron/engine/signatures/public-url.ts';
import { parseTimestamp } from '../../../electron/engine/signatures/timestamp.ts';
import { foldedCalls, formDelivery, jsonDelivery } from '../../support/provider-properties.ts';

const fold = (reader: EventReader, deliveries: readonly StoredDelivery[]) =>
  [...foldedCalls(reader, deliveries)].map(([, call]) => call);

describe('a recording that is none yet, or has nothing to hear', () => {
  const at = '2026-11-23T14:00:00Z';
  const end = '2026-11-23T14:00:20Z';
  const plivoCall = { CallUUID: 'p-6', Direction: 'inbound', From: '14155550123', To: '14155550100' };
  const plivoRecord = {
    ...plivoCall,
    Event: 'Record',
    RecordUrl: 'https://media.example.com/1.mp3',
    RecordingID: 'r',
  };
  const cases: readonly [string, EventReader, StoredDelivery, readonly StoredDelivery[]][] = [
    ...['-1', '0', '-1.0'].map((RecordingDuration): (typeof cases)[number] => [
      `plivo ${RecordingDuration}`,
      plivo.reader({}),
      formDelivery({ ...plivoRecord, CallStatus: 'in-progress', RecordingDuration }),
      [formDelivery({ ...plivoCall, Event: 'Hangup', CallStatus: 'no-answer', Duration: '0' })],
    ]),
    [
      'bandwidth',
      bandwidth.reader({}),
      jsonDelivery({
        eventType: 'recordingComplete',
        callId: 'c',
        recordingId: 'r',
        direction: 'inbound',
        duration: 'PT0S',
        mediaUrl: 'https://media.example.com/1',
      }),
      [
        jsonDelivery({
          eventType: 'disconnect',
          callId: 'c',
          direction: 'inbound',
          cause: 'cancel',
          startTime: at,
          endTime: end,
        }),
      ],
    ],
    [
      'telnyx',
      telnyx.reader({}),
      jsonDelivery({
        data: {
          id: 'e1',
          event_type: 'call.recording.saved',
          payload: {
            call_session_id: 'c',
            call_leg_id: 'c',
            recording_started_at: at,
            recording_ended_at: at,
            recording_urls: { mp3: 'https://media.example.com/1' },
          },
        },
      }),
      [
        jsonDelivery({
          data: {
            id: 'e2',
            event_type: 'call.initiated',
            payload: { call_session_id: 'c', call_leg_id: 'c', direction: 'incoming' },
          },
        }),
        jsonDelivery({
          data: {
            id: 'e3',
            event_type: 'call.hangup',
            payload: { call_session_id: 'c', call_leg_id: 'c', hangup_cause: 'timeout' },
          },
        }),
      ],
    ],
    [
      'vonage',
      vonage.reader({}),
      jsonDelivery({
        conversation_uuid: 'c',
        recording_uuid: 'r',
        recording_url: 'https://media.example.com/1',
        start_time: at,
        end_time: at,
      }),
      [
        jsonDelivery({
          conversation_uuid: 'c',
          uuid: 'l',
          direction: 'inbound',
          status: 'unanswered',
          timestamp: end,
        }),
      ],
    ],
    [
      'signalwire',
      signalwire.reader({}),
      jsonDelivery({
        event_type: 'calling.call.record',
        params: {
          call_id: 'c',
          control_id: 'k',
          state: 'finished',
          url: 'https://media.example.com/1',
          duration: 0,
          direction: 'inbound',
        },
      }),
      [
        jsonDelivery({
          event_type: 'calling.call.state',
          params: { call_id: 'c', call_state: 'ended', end_reason: 'noAnswer', direction: 'inbound' },
        }),
      ],
    ],
  ];
  it.each(cases)('%s', (_, reader, recording, rest) => {
    for (const deliveries of [
      [recording, ...rest],
      [...rest, recording],
    ])
      expect(fold(reader, deliveries)).toMatchObject([{ outcome: 'missed', voicemail: null }]);
  });

  it('does not hide the message that plivo tells of when it is there', () => {
    const reader = plivo.reader({});
    const events = ['-1', '42'].map((RecordingDuration) =>
      formDelivery({ ...plivoRecord, CallStatus: 'in-progress', RecordingDuration }),
    );
    expect(new Set(events.map((event) => reader.identify(event).eventId)).size).toBe(2);
    expect(fold(reader, events)).toMatchObject([
      { outcome: 'voicemail', voicemail: { durationSeconds: 42 } },
    ]);
  });
});

describe("Quo's final status", () => {
  const completed = (resource: object) =>
    jsonDelivery({
      id: 'EV1',
      apiVersion: '2026-03-30',
      createdAt: '2026-11-23T14:00:00Z',
      type: 'call.completed',
      data: { resource: { id: 'AC1', ...resource }, context: {} },
    });
  it.each([
    [{ direction: 'incoming', status: 'answered', duration: 42 }, 'answered'],
    [{ direction: 'incoming', status: 'answered', answeredAt: null }, 'answered'],
    [{ direction: 'outgoing', status: 'answered', duration: 42 }, 'answered'],
    [{ direction: 'incoming', status: 'missed', duration: 0 }, 'missed'],
    [{ direction: 'incoming', status: 'no-answer', duration: 0 }, 'missed'],
    [{ direction: 'outgoing', status: 'no-answer', duration: 0 }, 'other'],
    [{ direction: 'incoming', status: 'completed', answeredAt: '2026-11-23T13:59:00Z' }, 'answered'],
    [{ direction: 'incoming', status: 'answered', hasVoicemail: true }, 'voicemail'],
  ])('%o makes it %s', (resource, outcome) => {
    expect(fold(quo.reader({}), [completed(resource)])).toMatchObject([{ outcome }]);
  });
});

describe("Sinch's numbers", () => {
  it.each([
    ['441632960123', '+441632960123'],
    ['+441632960123', '+441632960123'],
    ['anonymous', 'anonymous'],
    ['1001', '1001'],
  ])('%s is %s', (cli, from) => {
    const ice = { event: 'ice', callid: 'c', cli, to: { type: 'did', endpoint: cli } };
    expect(fold(sinch.reader({}), [jsonDelivery(ice)])).toMatchObject([{ from, to: from }]);
    const user = { event: 'ice', callid: 'c', cli, to: { type: 'username', endpoint: '441632960199' } };
    expect(fold(sinch.reader({}), [jsonDelivery(user)])).toMatchObject([{ to: '441632960199' }]);
  });
});

describe("Zoom's entry of a call log without a call's ID", () => {
  const entry = (fields: object) =>
    jsonDelivery({
      event: 'phone.callee_call_log_completed',
      event_ts: Date.UTC(2026, 10, 23, 14),
      payload: {
        object: {
          call_logs: [
            {
              id: 'log-1',
              direction: 'inbound',
              caller_number: '+14155550123',
              date_time: '2026-11-23T14:00:00Z',
              ...fields,
            },
          ],
        },
      },
    });
  it('is a miss, which stands for the call or joins it', () => {
    const events = zoom.reader({}).read(entry({ result: 'Missed' }));
    expect(events).toMatchObject([
      { providerCallId: 'log-1', isMessageId: true, kind: 'missed', from: '+14155550123' },
    ]);
    expect(zoom.reader({}).read(entry({ result: 'Missed', call_id: 'c1' }))).toMatchObject([
      { providerCallId: 'c1' },
    ]);
    expect(zoom.reader({}).read(entry({ result: 'Call connected' }))).toEqual([]);
  });
});

describe('times', () => {
  const utc = Date.UTC(2026, 10, 23, 14, 0, 0);
  it.each([
    ['2026-11-23T14:00:00Z', utc],
    ['2026-11-23T14:00:00', utc],
    ['2026-11-23 14:00:00', utc],
    ['2026-11-23 14:00', utc],
    ['2026-11-23 14:00:00.250', utc + 250],
    ['2026-11-23 14:00:00 UTC', utc],
    ['2026-11-23T19:30:00+05:30', utc],
    ['2026-11-23 19:30:00+05:30', utc],
    ['2026-11-23 19:30:00 +05:30', utc],
    ['2026-11-23 19:30:00 +0530', utc],
    ['2026-11-23 09:00:00-05', utc],
    ['2026-11-23T14:00:00.123456Z', utc + 123],
    [String(utc / 1000), utc],
    [`${utc / 1000}.5`, utc + 500],
    [`${utc / 1000}.250000`, utc + 250],
    [String(utc), utc],
    ['Mon, 23 Nov 2026 14:00:00 GMT', utc],
    ['Mon, 23 Nov 2026 14:00:00 +0000', utc],
    ['Mon, 23 Nov 2026 14:00:00', utc],
    ['2026-13-40 99:99:99', null],
    ['yesterday', null],
    ['-5', null],
  ])('%s, whatever the zone of this computer', (text, at) => {
    const zone = process.env.TZ;
    try {
      for (const here of ['America/New_York', 'Asia/Kolkata', 'UTC']) {
        process.env.TZ = here;
        expect(parseTimestamp(text)).toBe(at);
        expect(instant(text)).toBe(at);
      }
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });

  it('are those of sending where an event tells none', () => {
    const data = { callId: 'c', direction: 'inbound' };
    const body = Buffer.from(JSON.stringify({ type: 'call.missed', data }));
    const base = { query: '', contentType: 'application/json', body, receivedAt: utc + 4 * 86_400_000 };
    const options = hmac.description.options.parse({ timestampHeader: 'x-time' });
    const sent = { ...base, headers: { 'x-time': String(utc / 1000) } };
    expect(hmac.reader(options).read(sent)).toMatchObject([{ occurredAt: utc }]);
    const missed = { type: 'call.missed', data: { id: 1, contact_number: '14155550123', call_info: {} } };
    const justCall = {
      ...base,
      headers: { 'x-justcall-request-timestamp': '2026-11-23 14:00:00' },
      body: Buffer.from(JSON.stringify(missed)),
    };
    expect(justcall.keptHeaders({})).toContain('x-justcall-request-timestamp');
    expect(justcall.reader({}).read(justCall)).toMatchObject([{ occurredAt: utc }]);
  });
});

it.each([
  ['https://Relay.Example.com/Hooks', ['Relay.Example.com', 'relay.example.com']],
  ['https://bücher.example/hooks', ['bücher.example', 'xn--bcher-kva.example']],
  ['https://relay.example.com/hooks', ['relay.example.com']],
])('%s may be signed for %o', (url, hosts) => {
  expect(hostForms(splitPublicUrl(url)).map(({ host }) => host)).toEqual(hosts);
});

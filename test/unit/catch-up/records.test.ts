/** Records of call logs, shaped as the vendors document them, in the webhooks' words. */
import { describe, expect, it } from 'vitest';
import { type ProviderId, providerIds } from '#shared/providers/index.ts';
import { foldEvents } from '../../../electron/engine/calls/fold.ts';
import { callLogReader, logDelivery } from '../../../electron/engine/catch-up/log-delivery.ts';
import { providers } from '../../../electron/engine/providers/index.ts';
import { callLogOf } from '../../support/call-logs/adapters.ts';

type Records = readonly Record<string, unknown>[];
const folded = (provider: ProviderId, records: Records) => {
  const events = records.flatMap(callLogOf(provider).toEvents);
  return {
    id: events[0]?.providerCallId,
    ...foldEvents(events.map((event) => ({ ...event, fromLog: true }))),
  };
};

// Fields as in github twilio/twilio-node src/rest/api/v2010/account/call.ts.
const twilioCall = {
  account_sid: 'ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
  answered_by: null,
  caller_name: null,
  date_created: 'Fri, 18 Oct 2019 17:00:00 +0000',
  direction: 'inbound',
  duration: '4',
  end_time: 'Fri, 18 Oct 2019 17:03:00 +0000',
  from: '+14155550123',
  parent_call_sid: null,
  sid: 'CAaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
  start_time: 'Fri, 18 Oct 2019 17:02:00 +0000',
  status: 'completed',
  to: '+14155550100',
};

describe('Twilio', () => {
  it('a call that the phone system picked up is answered, unless all phones that it dialled were not', () => {
    expect(folded('twilio', [twilioCall])).toMatchObject({
      id: twilioCall.sid,
      direction: 'inbound',
      from: '+14155550123',
      outcome: 'answered',
      startedAt: Date.UTC(2019, 9, 18, 17, 2),
      endedAt: Date.UTC(2019, 9, 18, 17, 3),
      durationSeconds: 4,
      foundLater: true,
    });
    const leg = { ...twilioCall, sid: 'CAbb', direction: 'outbound-dial', parent_call_sid: twilioCall.sid };
    const unanswered = { ...leg, status: 'no-answer' };
    expect(folded('twilio', [unanswered, twilioCall]).outcome).toBe('missed');
    expect(folded('twilio', [unanswered, leg, twilioCall]).outcome).toBe('answered');
  });

  it('SignalWire’s are the same', () => {
    expect(folded('signalwire', [{ ...twilioCall, status: 'busy' }]).outcome).toBe('missed');
  });
});

describe('RingCentral', () => {
  // github ringcentral/ringcentral-api-docs docs/voice/call-log/api.md, simple view.
  const record = {
    id: 'CALL_LOG_RECORD_ID',
    sessionId: '404769762004',
    telephonySessionId: 's-a0d17dfdc30eaz17b5d2a6b1bz2e8b0000',
    startTime: '2016-06-06T18:26:52.000Z',
    duration: 54,
    type: 'Voice',
    direction: 'Inbound',
    action: 'Phone Call',
    result: 'Accepted',
    to: { phoneNumber: '+14155550100' },
    from: { phoneNumber: '+14155550123', name: 'Reception', location: 'San Mateo, CA' },
  };
  it('has the session’s ID and the result', () => {
    expect(folded('ringcentral', [record])).toMatchObject({
      id: record.telephonySessionId,
      outcome: 'answered',
      callerName: 'Reception',
      endedAt: Date.UTC(2016, 5, 6, 18, 27, 46),
    });
    expect(folded('ringcentral', [{ ...record, result: 'Missed' }]).outcome).toBe('missed');
    const left = {
      ...record,
      result: 'Voicemail',
      message: { id: '1', type: 'VoiceMail', uri: 'https://m.example/1' },
    };
    expect(folded('ringcentral', [left])).toMatchObject({
      outcome: 'voicemail',
      voicemail: { recordingUrl: 'https://m.example/1' },
    });
    expect(folded('ringcentral', [{ ...record, result: 'Voicemail' }]).outcome).toBe('missed');
    expect(folded('ringcentral', [{ ...record, direction: 'Outbound', result: 'No Answer' }]).outcome).toBe(
      'other',
    );
  });
  it('faxes are no calls', () => {
    expect(callLogOf('ringcentral').toEvents({ ...record, type: 'Fax' })).toEqual([]);
  });
});

it('Dialpad: a message is in the share link or among the recordings, and IDs stay exact', () => {
  const record = {
    call_id: '5206709451452416',
    direction: 'inbound',
    date_started: 1_700_000_000_000,
    date_ended: 1_700_000_030_000,
    external_number: '+14155550123',
    internal_number: '+14155550100',
    target: { type: 'user' },
  };
  expect(folded('dialpad', [record])).toMatchObject({ id: '5206709451452416', outcome: 'missed' });
  const recorded = {
    ...record,
    recording_details: [
      { id: '1', recording_type: 'voicemail', url: 'https://dialpad.example/vm', duration: 9000 },
    ],
  };
  expect(folded('dialpad', [recorded])).toMatchObject({
    outcome: 'voicemail',
    voicemail: { recordingUrl: 'https://dialpad.example/vm' },
  });
  expect(folded('dialpad', [{ ...record, date_connected: 1_700_000_010_000 }]).outcome).toBe('answered');
});

it('Zoom: call_result in place of result', () => {
  const record = {
    call_history_uuid: '20240101-a',
    call_id: '7284938475934857349',
    direction: 'inbound',
    caller_did_number: '+14155550123',
    callee_did_number: '+14155550100',
    callee_ext_type: 'user',
    start_time: '2024-01-01T10:00:00Z',
    end_time: '2024-01-01T10:00:30Z',
  };
  expect(folded('zoom', [{ ...record, call_result: 'no_answer' }])).toMatchObject({
    id: '7284938475934857349',
    outcome: 'missed',
  });
  expect(folded('zoom', [{ ...record, call_result: 'answered' }]).outcome).toBe('answered');
});

it('Telnyx: the raw event with or without its envelope', () => {
  const payload = { from: '+14155550123', to: '+14155550100', direction: 'incoming' };
  const event = (name: string, metadata: object) => ({
    record_type: 'call_event',
    type: 'webhook',
    name,
    call_leg_id: 'leg',
    call_session_id: 'session',
    event_timestamp: '2026-11-23T14:00:00.000Z',
    metadata,
  });
  const hangup = { ...payload, hangup_cause: 'timeout' };
  for (const wrap of [
    (raw: object) => raw,
    (raw: object) => ({ payload: raw }),
    (raw: object) => ({ data: { payload: raw } }),
  ])
    expect(
      folded('telnyx', [event('call.initiated', wrap(payload)), event('call.hangup', wrap(hangup))]),
    ).toMatchObject({ id: 'session', outcome: 'missed', from: '+14155550123' });
});

describe('what webhooks told', () => {
  const [told] = callLogOf('twilio').toEvents({
    ...twilioCall,
    status: 'no-answer',
    from: '+14155550199',
  });
  it('of times and numbers outweighs the log, whatever the order', () => {
    const [listed] = callLogOf('twilio').toEvents({ ...twilioCall, status: 'no-answer', duration: '90' });
    if (!told || !listed) throw new Error('No event');
    const events = [told, { ...listed, fromLog: true }];
    for (const order of [events, events.toReversed()])
      expect(foldEvents(order)).toMatchObject({
        from: '+14155550199',
        durationSeconds: 4,
        foundLater: false,
      });
  });
});

describe('a record on its way through the inbox', () => {
  it('has an identity of its own, the same while it says the same', () => {
    const log = callLogOf('twilio');
    const one = logDelivery(log, 'main', twilioCall, 0);
    const same = logDelivery(log, 'main', { ...twilioCall, price: '-0.2' }, 1);
    const other = logDelivery(log, 'main', { ...twilioCall, status: 'busy' }, 0);
    const reader = callLogReader(log);
    const idOf = (entry: typeof one) => {
      if (!entry) throw new Error('No delivery');
      return reader.identify({ ...entry, headers: {} }).eventId;
    };
    expect(idOf(one)).toBe(idOf(same));
    expect(idOf(one)).not.toBe(idOf(other));
    expect(logDelivery(log, 'main', { sid: null }, 0)).toBeNull();
  });

  it('says that it comes from the call log, which nothing that came over HTTP can say', () => {
    expect(logDelivery(callLogOf('twilio'), 'main', twilioCall, 0)?.origin).toBe('call-log');
    // What marked it in earlier versions is no provider's content type.
    for (const provider of providerIds)
      expect(providers[provider].acceptsMediaType('x-ringback/call-log')).toBe(false);
  });

  it.each(providerIds.filter((id) => providers[id].callLog))('%s survives nonsense', (provider) => {
    for (const record of [
      {},
      { id: {}, sid: [], call_id: { a: 1 }, legs: 1 },
      { call_id: '1', direction: 7, from: 4, metadata: [] },
    ])
      expect(Array.isArray(callLogOf(provider).toEvents(record))).toBe(true);
  });
});

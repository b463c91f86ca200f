/** The states of the app that are photographed: what main would answer in each. */
import type { Call, FollowUp } from '#shared/call.ts';
import type { SubscriptionState } from '#shared/completeness.ts';
import type { SourceHealth } from '#shared/engine-protocol.ts';
import type { Status } from '#shared/ipc.ts';
import { settingsSchema } from '#shared/settings.ts';
import type { FakeWorld } from '../support/fake-bridge.ts';
import {
  configured,
  listening,
  minutesBefore,
  sampleCall,
  sampleCompleteness,
  sampleDelivery,
  sampleFollowUp,
  sampleReachability,
  unconfigured,
} from '../support/samples.ts';

const quote =
  'Hi, I have a question about the quote you sent on Friday. Two of the quantities have changed, and I would like to know whether the delivery date still holds. Please call me back before four, thank you.';

const view = {
  ...configured,
  settings: settingsSchema.parse({
    ...configured.settings,
    tunnel: { kind: 'ngrok', domain: 'calls.example.com' },
    sources: [
      ...configured.settings.sources,
      {
        id: 'service',
        name: 'Service desk',
        provider: 'hmac',
        options: { preset: 'github' },
      },
    ],
  }),
  secrets: [...configured.secrets, { sourceId: 'service', count: 2, storage: 'keychain' as const }],
  tunnelSecret: { isSet: true, storage: 'keychain' as const },
};

const voicemail = (durationSeconds: number, transcript: string | null): Partial<Call> => ({
  outcome: 'voicemail',
  voicemail: { recordingUrl: null, transcript, durationSeconds },
});

interface Thread {
  minutes: number;
  parts: Partial<Call>;
  missed?: number;
  voicemails?: number;
}

const uk = { to: '+441632960100', sourceId: 'service' };
const threads: Thread[] = [
  { minutes: 4, parts: { callerName: 'Reception', from: '+14155550123' }, missed: 3 },
  { minutes: 11, parts: { from: '+14155550147', ...voicemail(42, quote) } },
  { minutes: 26, parts: { from: '+441632960961', foundLater: true, ...uk } },
  {
    minutes: 38,
    parts: {
      callerName: 'Accounts desk',
      from: '+14155550162',
      ...voicemail(18, 'Just returning your call, I am at my desk until six.'),
    },
    missed: 2,
    voicemails: 1,
  },
  { minutes: 55, parts: { from: null } },
  {
    minutes: 74,
    parts: { callerName: 'Warehouse, loading bay and goods inwards, night shift', from: '+14155550178' },
  },
  { minutes: 122, parts: { from: '+14155550119', ...voicemail(7, null) } },
  { minutes: 180, parts: { callerName: 'Purchasing', from: '+441632960055', ...uk }, missed: 2 },
  { minutes: 1130, parts: { from: '+14155550138' } },
  {
    minutes: 1190,
    parts: {
      callerName: 'Front desk',
      from: '+14155550184',
      ...voicemail(
        63,
        'Good afternoon, this is about the invoice from last month. It shows the old address, could you send a corrected one?',
      ),
    },
  },
  { minutes: 1320, parts: { from: '+441632960712', ...uk }, missed: 4 },
  { minutes: 1390, parts: { callerName: 'Workshop', from: '+14155550155' } },
  { minutes: 4300, parts: { from: '+14155550191' } },
  {
    minutes: 4380,
    parts: {
      callerName: 'Shipping',
      from: '+14155550106',
      ...voicemail(31, 'The pallet is ready for collection from tomorrow morning.'),
    },
  },
  { minutes: 5760, parts: { from: '+14155550133' }, missed: 2 },
  { minutes: 7210, parts: { callerName: 'Facilities', from: '+441632960340', ...uk } },
  { minutes: 15900, parts: { from: '+14155550170' } },
  { minutes: 17300, parts: { callerName: 'Showroom', from: '+14155550188' }, missed: 2 },
  { minutes: 18750, parts: { from: '+441632960417', ...uk } },
  { minutes: 20200, parts: { from: null } },
  { minutes: 23100, parts: { callerName: 'Back office', from: '+14155550141', ...voicemail(25, null) } },
  { minutes: 480_000, parts: { from: '+14155550112' } },
];

function full(): { calls: Call[]; followUps: FollowUp[] } {
  const calls: Call[] = [];
  const followUps: FollowUp[] = [];
  for (const { minutes, parts, missed = 1, voicemails } of threads) {
    const last = sampleCall({ startedAt: minutesBefore(minutes), ...parts });
    const isVoicemail = last.outcome === 'voicemail';
    const earlier = Array.from({ length: missed - (isVoicemail ? 0 : 1) }, (_, index) =>
      sampleCall({
        startedAt: minutesBefore(minutes + 35 * (index + 1)),
        from: last.from,
        to: last.to,
        sourceId: last.sourceId,
        callerName: last.callerName,
      }),
    );
    calls.push(last, ...(isVoicemail && missed === 1 && !voicemails ? [] : earlier));
    followUps.push(
      sampleFollowUp(last, {
        missedCount: isVoicemail && !voicemails ? 0 : missed,
        voicemailCount: isVoicemail ? (voicemails ?? 1) : 0,
      }),
    );
  }
  const talks: [number, Partial<Call>][] = [
    [1, { from: '+14155550129', outcome: 'ringing', endedAt: null }],
    [19, { from: '+14155550158', outcome: 'answered', durationSeconds: 734, callerName: 'Planning' }],
    [
      47,
      {
        direction: 'outbound',
        from: '+14155550100',
        to: '+14155550123',
        callerName: 'Reception',
        outcome: 'other',
      },
    ],
    [160, { direction: 'outbound', from: '+14155550100', to: '+441632960961', outcome: 'other' }],
    [1210, { from: '+14155550184', outcome: 'answered', durationSeconds: 4210, callerName: 'Front desk' }],
  ];
  for (const [minutes, parts] of talks)
    calls.push(sampleCall({ startedAt: minutesBefore(minutes), ...parts }));
  calls.sort((a, b) => ((a.startedAt ?? '') < (b.startedAt ?? '') ? 1 : -1));
  return { calls, followUps };
}

const withCalls = full();
const closed = withCalls.followUps.map((followUp, index) => ({
  ...followUp,
  state: 'closed' as const,
  closedAt: minutesBefore(index * 13),
  closedBy: index % 3 === 1 ? ('answered' as const) : ('rep' as const),
}));

const forged = {
  sender: '198.51.100.23',
  body: 'CallSid=CA90210&CallStatus=no-answer&From=%2B14155550199&To=%2B14155550100',
} as const;
const unread = {
  contentType: 'application/json',
  body: '{"event":"call.ended","call":{"direction":"inbound","from":"+14155550147","to":"+14155550100"}}',
} as const;
const mapping = {
  callId: 'call.id',
  type: { path: 'event', values: { 'call.missed': ['no_answer'] } },
  direction: { path: 'call.direction', values: { inbound: ['in'] } },
  from: { path: 'call.caller.number', prefix: '+' },
};
const foreign = (event: string) =>
  sampleDelivery(
    { sourceId: 'service', receivedAt: minutesBefore(26) },
    {
      contentType: 'application/json',
      body: JSON.stringify({
        event,
        call: {
          id: 4711,
          direction: 'in',
          caller: { number: '14155550123', name: 'Reception' },
          callee: { number: '441632960100', agents: ['front', 'back'] },
          started_at: 1795447800,
          duration: 24,
        },
        account: { id: 12, region: 'eu' },
      }),
    },
  );
const missing = 'The event names no call: "call.id" is missing.';
const letters = [
  sampleDelivery(
    { sourceId: 'service', outcome: 'failed', reason: missing, receivedAt: minutesBefore(31), attempts: 5 },
    unread,
  ),
  sampleDelivery(
    { sourceId: 'service', outcome: 'failed', reason: missing, receivedAt: minutesBefore(64), attempts: 5 },
    unread,
  ),
];
const deliveries = [
  foreign('no_answer'),
  foreign('voicemail_left'),
  sampleDelivery({ receivedAt: minutesBefore(4) }),
  sampleDelivery(
    {
      outcome: 'rejected',
      status: 401,
      reason: 'signature does not match',
      eventId: null,
      eventType: null,
      receivedAt: minutesBefore(9),
      attempts: 0,
    },
    forged,
  ),
  sampleDelivery({ eventType: 'completed', receivedAt: minutesBefore(19) }),
  ...letters,
  sampleDelivery(
    {
      outcome: 'rejected',
      status: 403,
      reason: 'sent over plain HTTP',
      eventId: null,
      eventType: null,
      receivedAt: minutesBefore(75),
      attempts: 0,
    },
    { ...forged, body: null, contentType: null },
  ),
  sampleDelivery(
    {
      outcome: 'handshake',
      sourceId: 'service',
      eventId: null,
      eventType: null,
      receivedAt: minutesBefore(180),
      attempts: 0,
    },
    { body: null },
  ),
  ...Array.from({ length: 30 }, (_, index) =>
    sampleDelivery({
      receivedAt: minutesBefore(190 + 17 * index),
      eventType: index % 3 ? 'ringing' : 'no-answer',
    }),
  ),
];
const health: SourceHealth[] = [
  {
    sourceId: 'main',
    lastEventAt: minutesBefore(4),
    refused: 2,
    lastRefusal: { at: minutesBefore(9), reason: 'signature does not match' },
    failed: 0,
    secrets: [{ lastUsedAt: minutesBefore(4) }],
  },
  {
    sourceId: 'service',
    lastEventAt: minutesBefore(31),
    refused: 0,
    lastRefusal: null,
    failed: letters.length,
    secrets: [{ lastUsedAt: minutesBefore(31) }, { lastUsedAt: minutesBefore(2900) }],
  },
];
const reachable: Status = {
  ...listening,
  reachability: sampleReachability(),
  completeness: {
    nothingMissingSince: null,
    sources: [
      sampleCompleteness(),
      sampleCompleteness({
        sourceId: 'service',
        state: 'unsupported',
        from: null,
        to: null,
        reason: 'A signed webhook has no call log to look into.',
      }),
    ],
  },
};
const silent: SubscriptionState = {
  sourceId: 'service',
  transport: 'webhook',
  state: 'silent',
  reason: 'Nothing came for 6 h; at this time of day there are 4 calls an hour.',
  fix: 'See in its dashboard whether the webhook is still on.',
  canRepair: true,
  since: minutesBefore(120),
};
const proved: Status = {
  ...reachable,
  subscriptions: [
    {
      sourceId: 'main',
      transport: 'webhook',
      state: 'healthy',
      reason: null,
      fix: null,
      canRepair: false,
      since: minutesBefore(2900),
    },
  ],
  completeness: {
    nothingMissingSince: minutesBefore(138),
    sources: [sampleCompleteness(), sampleCompleteness({ sourceId: 'service' })],
  },
};
const withHealth = { view, ...withCalls, deliveries, health, status: proved };

/** Each is what the app holds; everything not named is a configured app that is listening. */
export const scenes = {
  full: withHealth,
  quiet: { view, health: health.map((source) => ({ ...source, failed: 0, refused: 0, lastRefusal: null })) },
  empty: { view, calls: withCalls.calls.filter(({ outcome }) => outcome === 'answered'), followUps: closed },
  'first-start': { view: unconfigured, status: { ...listening, lastEventAt: null } },
  'partly-known': { ...withHealth, status: { ...reachable, subscriptions: [silent] } },
  unreachable: {
    ...withHealth,
    status: {
      ...reachable,
      since: minutesBefore(49),
      reachability: sampleReachability({
        phase: 'not-listening',
        since: minutesBefore(49),
        reason: 'ngrok does not answer: the network may be gone.',
        fix: 'See that this computer is online.',
        lastProofAt: minutesBefore(50),
        nextAttemptAt: minutesBefore(-1),
      }),
    },
  },
  mapping: {
    ...withHealth,
    view: {
      ...view,
      settings: settingsSchema.parse({
        ...view.settings,
        sources: view.settings.sources.map((source) =>
          source.id === 'service' ? { ...source, options: { ...source.options, mapping } } : source,
        ),
      }),
    },
  },
  'tunnel-refused': {
    view: unconfigured,
    status: { ...listening, lastEventAt: null },
    tunnelTest: {
      ok: false,
      message: 'ngrok refused the authtoken.',
      fix: 'Copy it again from Your Authtoken in the ngrok dashboard.',
    },
  },
  'not-listening': {
    view,
    ...withCalls,
    status: {
      ...listening,
      phase: 'not-listening',
      url: null,
      since: minutesBefore(49),
      lastEventAt: minutesBefore(53),
      problems: [
        {
          code: 'port-taken',
          severity: 'blocking',
          message: 'Port 4519 is used by another program.',
          fix: 'Close that program, or choose another port.',
          since: minutesBefore(49),
        },
        {
          code: 'secret-missing',
          severity: 'warning',
          message: 'It has no secret, so its calls are refused.',
          fix: 'Paste the secret from the phone system.',
          since: minutesBefore(49),
          sourceId: 'service',
        },
        {
          code: 'store-corrupt',
          severity: 'notice',
          message: 'The store was damaged and was moved aside.',
          fix: 'The list starts afresh; the old file is in the data folder.',
          since: minutesBefore(60),
        },
      ],
    },
  },
  'no-keyring': {
    view: { ...unconfigured, keyring: { backend: 'basic_text', secure: false } },
    status: { ...listening, lastEventAt: null },
  },
} as const satisfies Record<string, Partial<FakeWorld>>;
export type SceneName = keyof typeof scenes;

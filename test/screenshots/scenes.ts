import { settingsSchema } from '#shared/config/settings.ts';
import type { SourceHealth } from '#shared/contract/sources.ts';
import type { Status } from '#shared/contract/status.ts';
import type { SubscriptionState } from '#shared/contract/subscriptions.ts';
import type { FakeWorld } from '../support/fake-bridge.ts';
import {
  configured,
  listening,
  minutesBefore,
  sampleCompleteness,
  sampleReachability,
  unconfigured,
} from '../support/samples.ts';
import { closed, withCalls } from './scene-calls.ts';
import { deliveries, letters, mapping } from './scene-deliveries.ts';

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

const health: SourceHealth[] = [
  {
    sourceId: 'main',
    lastEventAt: minutesBefore(4),
    refused: 2,
    lastRefusal: { at: minutesBefore(9), reason: 'signature does not match', code: 'mismatch' },
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
        reasonCode: 'no-call-log',
      }),
    ],
  },
};
const silent: SubscriptionState = {
  sourceId: 'service',
  transport: 'webhook',
  state: 'silent',
  reason: 'Nothing came for 6 h; at this time of day there are 4 calls an hour.',
  reasonCode: 'silent',
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
      reasonCode: null,
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
        reasonCode: 'network',
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
    answers: {
      'tunnel.test': () => ({
        ok: false,
        code: 'credentials',
        message: 'ngrok refused the authtoken.',
        fix: 'Copy it again from Your Authtoken in the ngrok dashboard.',
      }),
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

/** Calls and callers for component tests and screenshots. Numbers are from the ranges kept for fiction. */

import { settingsSchema } from '#shared/config/settings.ts';
import type { Call } from '#shared/contract/calls.ts';
import type { SourceCompleteness } from '#shared/contract/catch-up.ts';
import type { Delivery, DeliveryDetails } from '#shared/contract/deliveries.ts';
import type { FollowUp } from '#shared/contract/follow-ups.ts';
import type { RefusalCode } from '#shared/contract/outcome.ts';
import type { SettingsView } from '#shared/contract/settings.ts';
import type { SourceHealth } from '#shared/contract/sources.ts';
import type { Status } from '#shared/contract/status.ts';
import type { Reachability } from '#shared/contract/tunnel.ts';

/** The current time of the samples. */
export const sampleNow = '2026-11-23T15:30:00.000Z';

export const minutesBefore = (minutes: number, now: string = sampleNow): string =>
  new Date(Date.parse(now) - minutes * 60_000).toISOString();

let lastId = 0;

/** A missed call; by default from a number without a name. The default ID is always the same. */
export function sampleCall(parts: Partial<Call> = {}): Call {
  lastId += 1;
  const id = parts.id ?? `call-${lastId}`;
  const startedAt = parts.startedAt === undefined ? minutesBefore(4) : parts.startedAt;
  return {
    id,
    sourceId: 'main',
    provider: 'twilio',
    providerCallId: `CA${id}`,
    direction: 'inbound',
    from: '+14155550123',
    to: '+14155550100',
    callerName: null,
    at: startedAt ?? parts.answeredAt ?? parts.endedAt ?? sampleNow,
    startedAt,
    answeredAt: null,
    endedAt: minutesBefore(3),
    durationSeconds: null,
    outcome: 'missed',
    voicemail: null,
    foundLater: false,
    isTest: false,
    ...parts,
  };
}

/** The open follow-up of a call. */
export function sampleFollowUp(call: Call, parts: Partial<FollowUp> = {}): FollowUp {
  const when = call.startedAt ?? sampleNow;
  return {
    id: `follow-up-${call.id}`,
    number: call.from,
    callerName: call.callerName,
    state: 'open',
    openedAt: when,
    lastCallAt: when,
    missedCount: call.outcome === 'voicemail' ? 0 : 1,
    voicemailCount: call.outcome === 'voicemail' ? 1 : 0,
    closedAt: null,
    closedBy: null,
    reachedBy: null,
    doneOutcome: null,
    lastTry: null,
    lastCall: call,
    snoozedUntil: null,
    notes: [],
    lastAct: null,
    ...parts,
  };
}

/** The health of a phone system with a recent event and no faults. */
export const sampleHealth = (parts: Partial<SourceHealth> = {}): SourceHealth => ({
  sourceId: 'main',
  lastEventAt: minutesBefore(4),
  refused: 0,
  lastRefusal: null,
  failed: 0,
  secrets: [{ lastUsedAt: minutesBefore(4) }],
  ...parts,
});

/** An accepted event with its body. */
export function sampleDelivery(
  parts: Partial<Delivery> = {},
  rest: Partial<Omit<DeliveryDetails, 'delivery'>> = {},
): DeliveryDetails {
  lastId += 1;
  return {
    delivery: {
      id: String(lastId),
      sourceId: 'main',
      receivedAt: minutesBefore(4),
      eventId: `CA${lastId}.no-answer`,
      eventType: 'no-answer',
      outcome: 'accepted',
      status: 200,
      reason: null,
      reasonCode: null,
      attempts: 1,
      origin: 'webhook',
      ...parts,
    },
    sender: null,
    contentType: 'application/x-www-form-urlencoded',
    query: '',
    body: `CallSid=CA${lastId}&CallStatus=no-answer&From=%2B14155550123&To=%2B14155550100`,
    isBodyCut: false,
    ...rest,
  };
}

/** The reachability of a proved tunnel by default. */
export const sampleReachability = (parts: Partial<Reachability> = {}): Reachability => ({
  phase: 'listening',
  kind: 'ngrok',
  publicUrl: 'https://calls.example.com',
  since: minutesBefore(180),
  reason: null,
  reasonCode: null,
  fix: null,
  roundTripMs: 84,
  lastProofAt: minutesBefore(1),
  lastTrafficAt: null,
  blockedCheck: null,
  rival: null,
  nextAttemptAt: null,
  seenHostKey: null,
  ...parts,
});

/** The completeness of a source without missing calls by default. */
export const sampleCompleteness = (parts: Partial<SourceCompleteness> = {}): SourceCompleteness => ({
  sourceId: 'main',
  state: 'complete',
  from: minutesBefore(138),
  to: minutesBefore(2),
  reason: null,
  reasonCode: null,
  fix: null,
  foundLater: 0,
  nextCheckAt: minutesBefore(-58),
  ...parts,
});

export const listening: Status = {
  phase: 'listening',
  url: 'http://127.0.0.1:4519',
  since: minutesBefore(180),
  problems: [],
  lastEventAt: minutesBefore(4),
  reachability: null,
  completeness: null,
  subscriptions: [],
};

/** One Twilio source whose secret is in the keychain. */
export const configured: SettingsView = {
  settings: settingsSchema.parse({
    crmTemplate: 'https://crm.example.com/search?phone={e164}',
    sources: [
      {
        id: 'main',
        name: 'Sales line',
        provider: 'twilio',
        publicUrl: 'https://calls.example.com/hooks/main',
      },
    ],
  }),
  secrets: [{ sourceId: 'main', count: 1, storage: 'keychain' }],
  tunnelSecret: { isSet: false, storage: 'none' },
  credentials: [],
  keyring: { backend: 'gnome_libsecret', secure: true },
  canStartAtLogin: true,
  effectiveRegion: 'US',
  locale: 'en-US',
};

/** A fresh installation. */
export const unconfigured: SettingsView = {
  settings: settingsSchema.parse({}),
  secrets: [],
  tunnelSecret: { isSet: false, storage: 'none' },
  credentials: [],
  keyring: { backend: 'gnome_libsecret', secure: true },
  canStartAtLogin: true,
  effectiveRegion: 'US',
  locale: 'en-US',
};

/** An answer that refuses a command. */
export const refusal =
  (code: RefusalCode, message: string, field?: string) =>
  (): { ok: false; code: RefusalCode; message: string; field?: string } =>
    field === undefined ? { ok: false, code, message } : { ok: false, code, message, field };

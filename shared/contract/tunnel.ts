/** The tunnel as it is doing, and what can be done with it. Its configuration is in `config/tunnel.ts`. */
import { z } from 'zod';
import { liveTunnelSchema, tunnelSchema } from '../config/tunnel.ts';
import type { EngineMethods, ShellMethods } from './method.ts';
import { outcomeSchema, secretSaveResultSchema, withoutKeyringSchema } from './outcome.ts';
import { tunnelFaultCodeSchema } from './tunnel-fault.ts';

/**
 * What Ringback's own check meets while calls arrive all the same: it is refused on its way, and tells nothing of theirs.
 */
const blockedCheckSchema = z.object({
  code: tunnelFaultCodeSchema,
  /** The HTTP status of the answer; null where none came. */
  status: z.int().nullable(),
  /** Since when the check meets this; ISO 8601, UTC. */
  since: z.iso.datetime(),
  /** What it meets, one sentence. */
  message: z.string(),
});
/**
 * Another computer's Ringback at the same address. `callsReach`: which of the two gets the phone systems' calls, as far as both
 * have received some: this one, the other one, or both in turn.
 */
const rivalSchema = z.object({
  /** ISO 8601, UTC. */
  since: z.iso.datetime(),
  callsReach: z.enum(['here', 'there', 'both', 'unknown']),
});
export type Rival = z.infer<typeof rivalSchema>;
export type BlockedCheck = z.infer<typeof blockedCheckSchema>;

/**
 * Whether a webhook sent to the public URL would arrive. `off`: no tunnel is configured. `listening` is only said after a
 * probe came through, or a genuine call did although probes do not.
 */
export const reachabilitySchema = z.object({
  phase: z.enum(['off', 'connecting', 'probing', 'listening', 'not-listening']),
  kind: z.enum(['none', 'ngrok', 'ssh', 'cloudflared', 'manual']),
  /** The tunnel's own origin, `https://host`; null before it is known. */
  publicUrl: z.string().nullable(),
  /** Since when the phase holds; ISO 8601, UTC. */
  since: z.iso.datetime(),
  /** Why it is not listening, one sentence, and the one thing to do; null while it is. */
  reason: z.string().nullable(),
  reasonCode: tunnelFaultCodeSchema.nullable(),
  fix: z.string().nullable(),
  /** Of the last probe that came through. */
  roundTripMs: z.number().nullable(),
  /** When a probe or the vendor's own traffic last proved the path. */
  lastProofAt: z.iso.datetime().nullable(),
  /** When a phone system's genuine request last came through the tunnel; null before the first. */
  lastTrafficAt: z.iso.datetime().nullable(),
  /** Why the check does not come through while calls do; null otherwise. */
  blockedCheck: blockedCheckSchema.nullable(),
  /** Another Ringback that was seen at this address in the last minutes; null where none was. */
  rival: rivalSchema.nullable(),
  /** When the next attempt is made; null when none is waited for. */
  nextAttemptAt: z.iso.datetime().nullable(),
  /** The SSH server's key that was accepted on first use and is to be pinned. */
  seenHostKey: z.string().nullable(),
});
export type Reachability = z.infer<typeof reachabilitySchema>;

/** What a test of a tunnel in Settings found. */
const tunnelTestResultSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), publicUrl: z.string(), roundTripMs: z.number() }),
  z.object({
    ok: z.literal(false),
    code: tunnelFaultCodeSchema,
    message: z.string(),
    fix: z.string(),
  }),
]);
export type TunnelTestResult = z.infer<typeof tunnelTestResultSchema>;

export const tunnelSaveSchema = z.object({
  tunnel: tunnelSchema,
  /** Absent keeps the current one, unless `clearSecret` is set. */
  secret: z.string().trim().min(1, 'a secret that is not empty').optional(),
  clearSecret: z.boolean().default(false),
  withoutKeyring: withoutKeyringSchema,
});

export const tunnelEngineMethods = {
  /** Opens the tunnel beside the running one's place, proves it and closes it again. */
  'tunnel.test': { request: liveTunnelSchema, response: tunnelTestResultSchema, timeoutMs: 60_000 },
  /** Tries again now instead of after the wait. */
  'tunnel.reconnect': { request: z.object({}), response: outcomeSchema, forwarded: true },
} as const satisfies EngineMethods;

export const tunnelShellMethods = {
  'tunnel.save': { request: tunnelSaveSchema, response: secretSaveResultSchema },
  /** Opens the tunnel as given and proves it; the stored secret serves where none is given. */
  'tunnel.test': {
    request: tunnelSaveSchema.pick({ tunnel: true, secret: true }),
    response: tunnelTestResultSchema,
  },
} as const satisfies ShellMethods;

/** The contract of sources, the configured phone systems. */
import { z } from 'zod';
import { credentialsSchema } from '../config/credentials.ts';
import { settingsSourceSchema } from '../config/settings.ts';
import { secretsSchema, sourceIdSchema } from '../config/sources.ts';
import { deliveryReasonCodeSchema } from './delivery-reason.ts';
import type { EngineMethods, ShellMethods } from './method.ts';
import { outcomeSchema, secretSaveResultSchema, withoutKeyringSchema } from './outcome.ts';

/** The health of a source. */
const sourceHealthSchema = z.object({
  sourceId: z.string(),
  /** Arrival of the newest genuine delivery; null before the first. */
  lastEventAt: z.iso.datetime().nullable(),
  /** Number of deliveries refused in the last 24 hours, and the reason of the newest one. */
  refused: z.number(),
  lastRefusal: z
    .object({
      at: z.iso.datetime(),
      reason: z.string(),
      /** Null when an earlier version stored it. */
      code: deliveryReasonCodeSchema.nullable(),
    })
    .nullable(),
  /** Number of dead letters. */
  failed: z.number(),
  /** The last use of each live secret, in their order. */
  secrets: z.array(z.object({ lastUsedAt: z.iso.datetime().nullable() })),
});
export type SourceHealth = z.infer<typeof sourceHealthSchema>;

export const sourceSaveSchema = z.object({
  source: settingsSourceSchema,
  /** New secrets; absent keeps the current ones. The renderer can never read them back. */
  secrets: secretsSchema.optional(),
  /**
   * The change of the current secrets. `replace`: `secrets` replaces them. `add`: a rotation begins, and the newest current
   * one stays valid beside the new one. `keep-newest`: the rotation ends; no `secrets`.
   */
  secretsMode: z.enum(['replace', 'add', 'keep-newest']).default('replace'),
  withoutKeyring: withoutKeyringSchema,
});

export const credentialsSaveSchema = z.object({
  id: sourceIdSchema,
  /** Credentials by name. An empty value clears one; absent names stay unchanged. */
  credentials: credentialsSchema,
  withoutKeyring: withoutKeyringSchema,
});

const byId = z.object({ id: sourceIdSchema });
export const sourceEngineMethods = {
  'sources.getHealth': { request: z.object({}), response: z.array(sourceHealthSchema), forwarded: true },
} as const satisfies EngineMethods;

export const sourceShellMethods = {
  'sources.save': { request: sourceSaveSchema, response: secretSaveResultSchema },
  'sources.remove': { request: byId, response: outcomeSchema },
  /** Copies the address to give to the vendor. */
  'sources.copyUrl': { request: byId, response: outcomeSchema },
  /** Notes that the phone system was given the tunnel's current address. */
  'sources.confirmAddress': { request: byId, response: outcomeSchema },
  /** Gives the phone system the tunnel's current address, through its API. */
  'sources.moveAddress': { request: byId, response: outcomeSchema },
  'sources.saveCredentials': { request: credentialsSaveSchema, response: secretSaveResultSchema },
} as const satisfies ShellMethods;

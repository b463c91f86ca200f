/** Sources - the configured phone systems - as the window changes them and sees them doing. */
import { z } from 'zod';
import { credentialsSchema } from '../config/credentials.ts';
import { settingsSourceSchema } from '../config/settings.ts';
import { secretsSchema, sourceIdSchema } from '../config/sources.ts';
import { deliveryReasonCodeSchema } from './delivery-reason.ts';
import type { EngineMethods, ShellMethods } from './method.ts';
import { outcomeSchema, secretSaveResultSchema, withoutKeyringSchema } from './outcome.ts';

/** How a source is doing. */
const sourceHealthSchema = z.object({
  sourceId: z.string(),
  /** When the newest genuine delivery came; null before the first. */
  lastEventAt: z.iso.datetime().nullable(),
  /** Deliveries refused in the last 24 hours, and why the newest of them was. */
  refused: z.number(),
  lastRefusal: z
    .object({
      at: z.iso.datetime(),
      reason: z.string(),
      /** Null where an earlier version stored it. */
      code: deliveryReasonCodeSchema.nullable(),
    })
    .nullable(),
  /** Dead letters. */
  failed: z.number(),
  /** When each live secret last proved a delivery, in their order. */
  secrets: z.array(z.object({ lastUsedAt: z.iso.datetime().nullable() })),
});
export type SourceHealth = z.infer<typeof sourceHealthSchema>;

export const sourceSaveSchema = z.object({
  source: settingsSourceSchema,
  /** New secrets; absent keeps the current ones. The renderer can never read them back. */
  secrets: secretsSchema.optional(),
  /**
   * What becomes of the current secrets. `replace`: `secrets` takes their place. `add`: rotation begins, the newest
   * current one stays beside the given one. `keep-newest`: rotation ends, without `secrets`.
   */
  secretsMode: z.enum(['replace', 'add', 'keep-newest']).default('replace'),
  withoutKeyring: withoutKeyringSchema,
});

export const credentialsSaveSchema = z.object({
  id: sourceIdSchema,
  /** By name; an empty value clears that one, and names that are absent stay as they are. */
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

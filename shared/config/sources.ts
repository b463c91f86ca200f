/** The configuration of a source, shared by the app and headless use. */
import { z } from 'zod';
import { providerIds } from '../providers/index.ts';
import { credentialsSchema } from './credentials.ts';

export const providerIdSchema = z.enum(providerIds);

/** Part of the webhook path, `/hooks/<sourceId>`: URL-safe without escaping. */
export const sourceIdSchema = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/,
    '1 to 64 letters, digits, "-" or "_", beginning with a letter or digit',
  );

/** The address registered with the vendor. Signatures that cover the URL are verified with it. */
export const publicUrlSchema = z.url({
  protocol: /^https?$/,
  error: 'a complete address. Begin with https://',
});

/** An IPv4 or IPv6 address, or a CIDR block of them (RFC 4632). */
export const addressSchema = z.union(
  [z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()],
  'an IP address or a block such as 192.0.2.0/24',
);

export const maxAllowedAddresses = 200;

export const allowedAddressesSchema = z
  .array(addressSchema)
  .max(maxAllowedAddresses, `at most ${maxAllowedAddresses} addresses`);

/** A source without its secrets. It may be stored in a plain file and shown. */
export const sourceSchema = z.strictObject({
  id: sourceIdSchema,
  provider: providerIdSchema,
  publicUrl: publicUrlSchema.optional(),
  /**
   * Allowed sender addresses, as the tunnel's edge sees them; absent or empty allows all. {@link allowedAddressesSchema}
   * validates them when the engine prepares the source: a mistake must disable the source, never allow all.
   */
  allowedAddresses: z.array(z.string()).max(maxAllowedAddresses).optional(),
  /** `socket`: events arrive over a connection that the engine opens to the vendor. */
  transport: z.enum(['webhook', 'socket']).optional(),
  /** Validated by the provider's schema when the engine prepares the source. */
  options: z.record(z.string(), z.unknown()).default({}),
});
export type Source = z.infer<typeof sourceSchema>;

/** True when events arrive over a socket, which needs no tunnel, public address or HTTP. */
export const usesSocket = ({ transport }: Pick<Source, 'transport'>): boolean => transport === 'socket';

/** True when a tunnel is needed: any source uses webhooks, or there is no source yet. */
export const needsTunnel = (sources: readonly Pick<Source, 'transport'>[]): boolean =>
  sources.length === 0 || !sources.every(usesSocket);

/** One secret, or two while rotating. */
export const secretsSchema = z
  .array(z.string().min(1, 'a secret that is not empty'))
  .max(2, 'at most two secrets (two while rotating)');

/** A source with its secrets, for the engine. The app never writes it to a file. */
export const liveSourceSchema = sourceSchema.extend({
  secrets: secretsSchema.default([]),
  /** Credentials of the vendor's API, for catch-up, sockets and the repair of subscriptions. */
  credentials: credentialsSchema.default({}),
});
export type LiveSource = z.infer<typeof liveSourceSchema>;

/** Adds an issue for each repeated source ID. IDs must be unique. */
export function refuseRepeatedIds(sources: readonly Pick<Source, 'id'>[], context: z.RefinementCtx): void {
  const seen = new Set<string>();
  sources.forEach(({ id }, index) => {
    if (seen.has(id))
      context.addIssue({
        code: 'custom',
        path: ['sources', index, 'id'],
        message: `"${id}" is used twice; expected an ID of its own`,
      });
    seen.add(id);
  });
}

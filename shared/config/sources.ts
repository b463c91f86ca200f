/** How a source is configured: the part of the configuration that the app and headless use share. */
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

/** The address as registered with the vendor; signatures that cover the URL are computed from it. */
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

/** A source without its secrets: what may be written to a plain file and shown. */
export const sourceSchema = z.strictObject({
  id: sourceIdSchema,
  provider: providerIdSchema,
  publicUrl: publicUrlSchema.optional(),
  /**
   * Only these may send, as the tunnel's edge saw them; absent or empty allows all. Checked by {@link allowedAddressesSchema}
   * when the engine prepares the source: a mistake must stop the source, as leaving it out would allow all.
   */
  allowedAddresses: z.array(z.string()).max(maxAllowedAddresses).optional(),
  /** `socket`: the events come over a connection that the engine opens to the vendor, where the provider has one. */
  transport: z.enum(['webhook', 'socket']).optional(),
  /** Checked by the provider's own schema when the engine prepares the source. */
  options: z.record(z.string(), z.unknown()).default({}),
});
export type Source = z.infer<typeof sourceSchema>;

/** Whether the engine opens a connection to the vendor for the source's events: no tunnel, no public address, no HTTP. */
export const usesSocket = ({ transport }: Pick<Source, 'transport'>): boolean => transport === 'socket';

/** Phone systems with a socket of their own need no tunnel; before the first one is set up, the tunnel is what is looked at. */
export const needsTunnel = (sources: readonly Pick<Source, 'transport'>[]): boolean =>
  sources.length === 0 || !sources.every(usesSocket);

/** One secret, or two while rotating. */
export const secretsSchema = z
  .array(z.string().min(1, 'a secret that is not empty'))
  .max(2, 'at most two secrets (two while rotating)');

/** A source with its secrets: what the engine runs on. Never written to a file by the app. */
export const liveSourceSchema = sourceSchema.extend({
  secrets: secretsSchema.default([]),
  /** For the vendor's API: catch-up, sockets and the repair of subscriptions. */
  credentials: credentialsSchema.default({}),
});
export type LiveSource = z.infer<typeof liveSourceSchema>;

/** Complains of an ID that more than one source has: a list of sources is told apart by them. */
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

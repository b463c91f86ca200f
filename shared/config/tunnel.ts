/** The configuration of the tunnel between phone systems and this computer. */
import { z } from 'zod';
import { expecting } from '../format/schema-faults.ts';
import { portFrom } from './limits.ts';

const host = z
  .string()
  .trim()
  .min(1, 'a host name')
  .max(253, 'a host name')
  .regex(/^[A-Za-z0-9._:-]+$/, 'a host name such as relay.example.com');
const httpsUrl = z.url({ protocol: /^https$/, error: 'a complete address. Begin with https://' });

/** No tunnel: only programs on this computer and phone systems with a socket reach the engine. */
const noTunnelSchema = z.strictObject({ kind: z.literal('none') });

/** An ngrok tunnel. Its secret is the authtoken. */
const ngrokSchema = z.strictObject({
  kind: z.literal('ngrok'),
  /** A static domain, such as acme.ngrok.app; absent for the one that ngrok assigns. */
  domain: host
    .refine((name) => URL.canParse(`https://${name}`), expecting('a domain such as acme.ngrok.app'))
    .optional(),
  /** The domain is the one that ngrok assigned at first: it is asked for again, and another one may take its place. */
  isAssigned: z.literal(true).optional(),
  /** A server other than ngrok's, `host:port`, with its authority's certificate (PEM). */
  server: z.strictObject({ address: z.string(), caCertificate: z.string() }).optional(),
  /** Monthly requests of the account's plan; absent for the free plan's 20,000 on ngrok's servers. */
  monthlyRequests: z
    .int('a whole number')
    .min(1000, 'at least 1000')
    .max(1_000_000_000, 'at most 1000000000')
    .optional(),
});

/** An SSH remote forward to the company's server. Its secret is the key's passphrase, if any. */
const sshSchema = z.strictObject({
  kind: z.literal('ssh'),
  host,
  port: portFrom(1).default(22),
  user: z.string().trim().min(1, 'a user name').max(64),
  /** The private key's file; absent for the SSH agent. */
  keyFile: z.string().optional(),
  /** The server's bind address (RFC 4254, section 7.1). For sish and pgrok it is the wanted name. */
  bindAddress: z.string().default('localhost'),
  bindPort: portFrom(0).default(80),
  publicUrl: httpsUrl,
  /** The server's pinned key, `SHA256:...`; absent accepts and reports the first one. */
  hostKey: z.string().optional(),
});

/** The user's cloudflared. Its secret is the token of a named tunnel; without one it is a quick tunnel. */
const cloudflaredSchema = z.strictObject({
  kind: z.literal('cloudflared'),
  /** The named tunnel's address; a quick tunnel announces its own. */
  publicUrl: httpsUrl.optional(),
  /** Path of the program; absent for the one in PATH. */
  program: z.string().optional(),
});

/** A manual tunnel: another program forwards this address to the port. */
const manualSchema = z.strictObject({ kind: z.literal('manual'), publicUrl: httpsUrl });

/** A tunnel without its secret. */
export const tunnelSchema = z.discriminatedUnion('kind', [
  noTunnelSchema,
  ngrokSchema,
  sshSchema,
  cloudflaredSchema,
  manualSchema,
]);
export type TunnelSettings = z.infer<typeof tunnelSchema>;
export type TunnelKind = TunnelSettings['kind'];

/** A tunnel with its secret, for the engine. The app never writes it to a file. */
export const liveTunnelSchema = z.strictObject({
  settings: tunnelSchema,
  /** The kind's authtoken, passphrase or token. */
  secret: z.string().min(1).optional(),
});
export type LiveTunnel = z.infer<typeof liveTunnelSchema>;

/** What an open tunnel shows of itself, and what is kept of it in the settings. */
interface SeenOfTunnel {
  /** The SSH server's key as `SHA256:...`; null where none was seen. */
  readonly seenHostKey: string | null;
  /** `https://host[:port]`; null before it is known. */
  readonly publicUrl: string | null;
}

/**
 * Returns the settings with what was seen of the tunnel: the SSH server's key that was accepted on first use, and the domain
 * that ngrok assigned. From then on both are asked for, whether or not the settings hold them already.
 */
export function withSeen(settings: TunnelSettings, { seenHostKey, publicUrl }: SeenOfTunnel): TunnelSettings {
  if (settings.kind === 'ssh' && settings.hostKey === undefined && seenHostKey !== null)
    return { ...settings, hostKey: seenHostKey };
  if (settings.kind === 'ngrok' && publicUrl !== null && (!settings.domain || settings.isAssigned))
    return { ...settings, domain: new URL(publicUrl).host, isAssigned: true };
  return settings;
}

/** Returns the live tunnel with what was seen of it, as {@link withSeen} does. @param seen null where nothing was. */
export const asSeen = (tunnel: LiveTunnel, seen: SeenOfTunnel | null): LiveTunnel =>
  seen ? { ...tunnel, settings: withSeen(tunnel.settings, seen) } : tunnel;

/** The fixed public origin in the settings, `https://host`; null when it is known only after the tunnel opens. */
export function staticOrigin(settings: TunnelSettings): string | null {
  switch (settings.kind) {
    case 'ngrok':
      return settings.domain ? new URL(`https://${settings.domain}`).origin : null;
    case 'ssh':
    case 'manual':
      return new URL(settings.publicUrl).origin;
    case 'cloudflared':
      return settings.publicUrl ? new URL(settings.publicUrl).origin : null;
    case 'none':
      return null;
  }
}

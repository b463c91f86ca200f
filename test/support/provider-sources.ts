/** How a fixture's source is configured, and what a forger would make of its request. */
import type { Fixture, VendorRequest } from './provider-fixtures.ts';

/** `repeated` is the same source under another path, which is sent everything several times. */
export type Variant = 'once' | 'repeated' | 'wrong-secret';

interface Scheme {
  provider?: string;
  options?: Record<string, unknown>;
  /** A well-formed secret that signed nothing here. */
  otherSecret?: string;
  /** Whether what proves a request covers its body. */
  coversBody?: boolean;
}

/** What differs from the usual: a secret that is any text, and a signature over the body. */
const schemes: Readonly<Record<string, Scheme>> = {
  '3cx': {
    provider: 'hmac',
    coversBody: false,
    options: {
      mapping: {
        callId: 'chid',
        type: { path: 'finishtype', values: { 'call.missed': ['Missed'], 'call.answered': ['Answered'] } },
        direction: { path: 'event', values: { inbound: ['incoming'], outbound: ['outgoing'] } },
        from: 'callerid',
        to: 'inbound_did',
        callerName: 'phonebook',
      },
    },
  },
  aircall: { coversBody: false },
  bandwidth: { otherSecret: 'cbuser:other', coversBody: false },
  cloudevents: { coversBody: false },
  'github-style': { provider: 'hmac', options: { preset: 'github' } },
  justcall: { coversBody: false },
  quo: { otherSecret: 'b3RoZXItc2VjcmV0LW9mLXRoZS10ZXN0cw==' },
  ringcentral: { coversBody: false },
  ringover: { coversBody: false },
  'standard-webhooks': { otherSecret: 'whsec_b3RoZXItc2VjcmV0LW9mLXRoZS10ZXN0cw==' },
  'stripe-style': { provider: 'hmac', options: { preset: 'stripe' } },
  svix: { provider: 'standard-webhooks', otherSecret: 'whsec_b3RoZXItc2VjcmV0LW9mLXRoZS10ZXN0cw==' },
  // The public key of RFC 8032, section 7.1, test 1.
  telnyx: { otherSecret: '11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=' },
};

const schemeOf = (folder: string): Scheme => schemes[folder] ?? {};

export const providerOf = (folder: string): string => schemeOf(folder).provider ?? folder;

/** The source for the engine's configuration; null for a secret that a fixture does not have. */
export function sourceOf(fixture: Fixture, variant: Variant) {
  const { folder, name, meta, publicUrl } = fixture;
  const secret = meta.secret ?? meta.publicKey;
  if (variant === 'wrong-secret' && secret === undefined) return null;
  const { options, otherSecret = 'other-secret-of-the-tests' } = schemeOf(folder);
  const inUse = variant === 'wrong-secret' ? otherSecret : secret;
  return {
    id: `${folder}-${name}-${variant}`.replace('-wrong-secret', '-wrong'),
    provider: providerOf(folder),
    publicUrl,
    secrets: inUse === undefined ? [] : [inUse],
    options: {
      ...options,
      ...(meta.applicationKey ? { applicationKey: meta.applicationKey } : {}),
      ...(inUse === undefined ? { unauthenticated: true } : {}),
    },
  };
}

/** Headers that prove a request, rather than only accompany the proof. */
const proves = (name: string): boolean =>
  (/signature|authorization|token/.test(name) && !/version|timestamp/.test(name)) || name.endsWith('-nonce');

/** Requests that look like the fixture's first one and must be refused. */
export function forgeries({ folder, meta, requests }: Fixture): { what: string; request: VendorRequest }[] {
  const [genuine] = requests;
  if (!genuine || meta.mustReject || (meta.secret ?? meta.publicKey) === undefined) return [];
  const forged: { what: string; request: VendorRequest }[] = [];
  const { coversBody = true } = schemeOf(folder);
  if (coversBody && genuine.method === 'POST')
    forged.push({ what: 'another body', request: { ...genuine, body: altered(genuine.body) } });
  if (coversBody && genuine.method === 'GET')
    forged.push({ what: 'another query', request: { ...genuine, query: `${genuine.query}&Forged=1` } });
  if (meta.secret && genuine.body.includes(meta.secret)) {
    const body = Buffer.from(genuine.body.toString('utf8').replaceAll(meta.secret, 'forged'));
    forged.push({ what: 'another token in the body', request: { ...genuine, body } });
  }
  for (const name of Object.keys(genuine.headers).filter(proves)) {
    const value = genuine.headers[name] ?? '';
    const headers = { ...genuine.headers, [name]: altered(Buffer.from(value)).toString() };
    forged.push({ what: `another ${name}`, request: { ...genuine, headers } });
    const { [name]: _left, ...rest } = genuine.headers;
    forged.push({ what: `no ${name}`, request: { ...genuine, headers: rest } });
  }
  return forged;
}

/** The same with one letter or digit near its end exchanged; one byte more where there is none. */
function altered(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  // Not the very last one: of base64's last character some bits mean nothing.
  for (let at = copy.length - 4; at >= 0; at--) {
    const character = String.fromCharCode(copy[at] ?? 0);
    if (!/[a-z0-9]/i.test(character)) continue;
    copy[at] = (character === 'x' ? 'y' : 'x').charCodeAt(0);
    return copy;
  }
  return Buffer.concat([bytes, Buffer.from('x')]);
}

/** Every provider says by a code why it refuses a request: another secret, another time, or no proof at all. */
import jsonwebtoken from 'jsonwebtoken';
import { describe, expect, it } from 'vitest';
import type { Authenticator, HookRequest } from '../../../electron/engine/providers/contract/provider.ts';
import { providers } from '../../../electron/engine/providers/index.ts';
import { simulate } from '../../../electron/engine/simulator/scenarios.ts';
import { prepareSource } from '../../../electron/engine/sources/prepare.ts';
import { type SimulatedCase, simulatedSources } from '../../support/simulated-sources.ts';

const now = Date.UTC(2026, 10, 23, 14);
const hour = 3_600_000;
const publicUrl = 'https://acme.example/hooks/main';

function authenticatorOf({ provider, secrets, options }: SimulatedCase): Authenticator {
  const prepared = prepareSource({ id: 'main', provider, secrets, publicUrl, options, credentials: {} });
  if (!prepared.ok) throw new Error(JSON.stringify(prepared.issues));
  return prepared.value.authenticator;
}

/** The last request of a missed call, with its credentials, as the vendor would sign it at that moment. */
async function signedAt(
  { provider, secrets, privateKey, options }: SimulatedCase,
  at: number,
): Promise<HookRequest> {
  const source = { provider, secret: secrets[0] ?? '', privateKey, publicUrl, options };
  const sent = (await simulate('missed', source, at)).at(-1);
  if (!sent) throw new Error('nothing is simulated');
  const { headers, credentials, body, method } = sent;
  return { method, query: '', headers: { ...headers, ...credentials }, body: Buffer.from(body) };
}

/** The same without all that could prove it, in headers and body. */
const unproved = ({ method, query, headers }: HookRequest): HookRequest => ({
  method,
  query,
  headers: { 'content-type': headers['content-type'] },
  body: Buffer.from('{"event":"call"}'),
});

const others = simulatedSources('of somebody else');

it('are asked of every provider', () => {
  expect(new Set(simulatedSources().map(({ provider }) => provider))).toEqual(
    new Set(Object.keys(providers)),
  );
});

describe.each(simulatedSources().map((one, index) => ({ ...one, other: others[index] ?? one })))(
  '$name',
  ({ other, ...source }) => {
    const authenticator = authenticatorOf(source);

    it('takes what its own secret signed', async () => {
      expect(authenticator.verify(await signedAt(source, now), now)).toMatchObject({ genuine: true });
    });

    it('refuses another secret as a mismatch', async () => {
      expect(authenticator.verify(await signedAt(other, now), now)).toMatchObject({
        genuine: false,
        code: 'mismatch',
        reason: expect.stringMatching(/does not match|is another one/),
      });
    });

    it('refuses a request that shows nothing for its missing proof', async () => {
      expect(authenticator.verify(unproved(await signedAt(source, now)), now)).toMatchObject({
        genuine: false,
        code: 'missing-proof',
      });
    });

    if (!source.hasTime) return;
    it.each([
      ['expired', -hour],
      ['not-yet-valid', hour],
    ])('refuses as %s what would be genuine at its own time', async (code, ahead) => {
      const request = await signedAt(source, now + ahead);
      const verdict = authenticator.verify(request, now);
      expect(verdict).toMatchObject({ genuine: false, code });
      const claimedAt = verdict.genuine ? undefined : verdict.claimedAt;
      expect(Math.abs((claimedAt ?? 0) - (now + ahead))).toBeLessThan(1000);
      expect(authenticator.verify(request, claimedAt ?? 0).genuine).toBe(true);
    });
  },
);

describe('a token with times', () => {
  const event = '{"event":"missed","data":{"call_id":"1"}}';
  const secret = 'a secret of the tests that is long enough';
  const source = (provider: 'dialpad' | 'ringover') =>
    authenticatorOf({
      name: provider,
      provider,
      secrets: [secret],
      options: {},
      privateKey: null,
      hasTime: true,
      isChallenged: false,
    });
  const bearing = {
    dialpad: (claims: object): HookRequest => ({
      method: 'POST',
      query: '',
      headers: {},
      body: Buffer.from(jsonwebtoken.sign(JSON.stringify({ call_id: 1, ...claims }), secret)),
    }),
    ringover: (claims: object): HookRequest => {
      const payload = JSON.stringify({ ...claims, url: publicUrl, payload: JSON.parse(event) });
      const token = jsonwebtoken.sign(payload, secret, { algorithm: 'HS512' });
      return {
        method: 'POST',
        query: '',
        headers: { 'x-ringover-webhook-signature': token },
        body: Buffer.from(event),
      };
    },
  };
  const seconds = now / 1000;

  it.each([
    ['dialpad', 'iat', 'expired', { iat: seconds - 420 }, -420],
    ['dialpad', 'iat', 'not-yet-valid', { iat: seconds + 420 }, 420],
    ['dialpad', 'exp', 'expired', { exp: seconds - 420 }, -420],
    ['dialpad', 'exp with iat', 'expired', { iat: seconds - 1000, exp: seconds - 940 }, -1000],
    ['dialpad', 'nbf', 'not-yet-valid', { nbf: seconds + 420 }, 420],
    ['ringover', 'iat', 'expired', { iat: seconds - 420 }, -420],
    ['ringover', 'exp', 'expired', { exp: seconds - 420 }, -420],
    ['ringover', 'nbf', 'not-yet-valid', { nbf: seconds + 420 }, 420],
  ] as const)('of %s, by %s: %s, and genuine as of what it claims', (provider, _by, code, claims, ahead) => {
    const authenticator = source(provider);
    const request = bearing[provider](claims);
    const claimedAt = now + ahead * 1000;
    expect(authenticator.verify(request, now)).toMatchObject({ genuine: false, code, claimedAt });
    expect(authenticator.verify(request, claimedAt).genuine).toBe(true);
  });

  it('that contradicts itself is genuine at no time, as the clock does not explain it', () => {
    const request = bearing.dialpad({ iat: seconds, nbf: seconds + hour });
    const verdict = source('dialpad').verify(request, now);
    expect(verdict).toMatchObject({ genuine: false, code: 'not-yet-valid', claimedAt: now });
    expect(source('dialpad').verify(request, now).genuine).toBe(false);
  });

  it('that is no time is malformed, and claims nothing', () => {
    const verdict = source('dialpad').verify(bearing.dialpad({ iat: '1' }), now);
    expect(verdict).toEqual({
      genuine: false,
      code: 'malformed-proof',
      reason: 'a time in the token is not a number',
    });
  });
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { refuseClaims } from '../../../../electron/engine/signatures/claims.ts';

const tolerance = 300;
const seconds = fc.integer({ min: 1_700_000_000, max: 1_900_000_000 });

/** Times as an issuer sets them: valid from the issue or somewhat before it, and for some while after it. */
const claims = fc
  .record({ at: seconds, before: fc.nat(600), lasts: fc.nat(86_400) })
  .map(({ at, before, lasts }) => ({ iat: at, nbf: at - before, exp: at + lasts }));
const some = fc
  .tuple(claims, fc.subarray(['iat', 'nbf', 'exp'] as const, { minLength: 1 }))
  .map(
    ([all, names]): Partial<Record<'iat' | 'nbf' | 'exp', number>> =>
      Object.fromEntries(names.map((name) => [name, all[name]])),
  );

it('what is refused for its time is accepted as of the moment that it claims', () => {
  fc.assert(
    fc.property(some, seconds, (token, now) => {
      const refusal = refuseClaims(token, now * 1000, tolerance);
      if (refusal === null) return;
      expect(['expired', 'not-yet-valid']).toContain(refusal.code);
      expect(refusal.claimedAt).toBeDefined();
      expect(refuseClaims(token, refusal.claimedAt ?? 0, tolerance)).toBeNull();
    }),
    { numRuns: 2000 },
  );
});

it('a time of sending is the moment that is claimed, whichever claim is refused', () => {
  const iat = 1_800_000_000;
  for (const now of [iat - 5000, iat + 5000])
    expect(refuseClaims({ iat, nbf: iat, exp: iat + 60 }, now * 1000, tolerance)?.claimedAt).toBe(iat * 1000);
});

it.each([[null], ['{}'], [{ iat: 'today' }], [{ exp: null }], [{ nbf: Number.POSITIVE_INFINITY }]])(
  'what is no set of times is malformed: %j',
  (token) => {
    const refusal = refuseClaims(token, 0, tolerance);
    expect(refusal?.code).toBe('malformed-proof');
    expect(refusal?.claimedAt).toBeUndefined();
  },
);

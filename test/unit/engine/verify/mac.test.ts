import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { macOf } from '../../../../electron/engine/signatures/hmac.ts';

const algorithms = fc.constantFrom('sha1', 'sha256', 'sha512', 'sha384');
const bytes = (maxLength: number) => fc.uint8Array({ maxLength }).map((array) => Buffer.from(array));
const texts = fc.string({ unit: 'binary', maxLength: 200 });

describe('macOf', () => {
  it('is HMAC-SHA-256 of RFC 4231, test cases 1, 2 and 6 (a key longer than a block)', () => {
    const mac = (key: Buffer, data: string) => macOf('sha256', key, data).toString('hex');
    expect(mac(Buffer.alloc(20, 0x0b), 'Hi There')).toBe(
      'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
    );
    expect(mac(Buffer.from('Jefe'), 'what do ya want for nothing?')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
    expect(mac(Buffer.alloc(131, 0xaa), 'Test Using Larger Than Block-Size Key - Hash Key First')).toBe(
      '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
    );
  });

  it("is what Node's HMAC is, for any key and any parts", () => {
    fc.assert(
      fc.property(
        algorithms,
        fc.oneof(texts, bytes(300)),
        fc.array(fc.oneof(texts, bytes(400)), { maxLength: 4 }),
        (algorithm, secret, parts) => {
          const expected = createHmac(algorithm, secret);
          for (const part of parts) expected.update(part);
          expect(macOf(algorithm, secret, ...parts).equals(expected.digest())).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it.each([65_471, 65_472, 65_473, 1024 * 1024])('is the same for a body of %i bytes', (length) => {
    const body = Buffer.alloc(length, 'body');
    expect(macOf('sha256', 'secret', body).equals(createHmac('sha256', 'secret').update(body).digest())).toBe(
      true,
    );
  });

  it('keeps nothing of one call for the next', () => {
    const first = macOf('sha1', 'a long secret', Buffer.alloc(5000, 1), 'and a text');
    macOf('sha512', 'another', 'short');
    expect(macOf('sha1', 'a long secret', Buffer.alloc(5000, 1), 'and a text').equals(first)).toBe(true);
  });
});

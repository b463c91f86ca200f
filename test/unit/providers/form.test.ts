import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseForm } from '../../../electron/engine/providers/common/form.ts';

const pairsOf = (text: string) => [...new URLSearchParams(text)];
const flat = (form: ReturnType<typeof parseForm>) =>
  [...(form ?? [])].flatMap(([name, values]) => values.map((value) => [name, value]));
/** By name, the values of one in their order. */
const byName = (pairs: readonly (readonly string[])[]) =>
  [...pairs].sort(([a = ''], [b = '']) => (a < b ? -1 : a > b ? 1 : 0));

describe('a form', () => {
  it('is read as URLSearchParams reads it, whatever it is', () => {
    const fragment = fc.constantFrom(
      '&',
      '=',
      '+',
      '%',
      '%2B',
      '%41',
      '%zz',
      '%d0%b6',
      '%ff',
      'é',
      ' ',
      'a',
      '__proto__',
    );
    const text = fc.oneof(
      fc.array(fragment, { maxLength: 40 }).map((parts) => parts.join('')),
      fc.string({ unit: 'grapheme' }),
      fc.webQueryParameters(),
    );
    fc.assert(
      fc.property(text, (form) => {
        // A question mark before it is not a part of the text here.
        const expected = byName(pairsOf(form.startsWith('?') ? `?${form}` : form));
        expect(byName(flat(parseForm(form)))).toEqual(expected);
        expect(byName(flat(parseForm(Buffer.from(form))))).toEqual(expected);
      }),
      { numRuns: 1000 },
    );
  });

  it('with more than 1,000 parameters is none', () => {
    expect(parseForm('a=1&'.repeat(999))?.get('a')).toHaveLength(999);
    expect(parseForm('a=1&'.repeat(1000))).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fieldErrors } from '../../../renderer/ui/field-errors.ts';
import { crmTemplateSchema } from '../../../shared/config/crm-url.ts';
import { settingsSourceSchema } from '../../../shared/config/settings.ts';
import { publicUrlSchema } from '../../../shared/config/sources.ts';
import { tunnelSchema } from '../../../shared/config/tunnel.ts';
import { fileFault } from '../../../shared/format/file-fault.ts';
import { check, expecting } from '../../../shared/format/schema-faults.ts';

const faultOf = (schema: z.ZodType, value: unknown) => {
  const checked = check(schema, value);
  if (checked.ok) throw new Error('it was accepted');
  return checked.faults[0];
};
const inForm = (schema: z.ZodType, value: unknown) => Object.values(fieldErrors(schema, value))[0];

describe('one fault, said to the reader of a file and in a form', () => {
  it.each([
    ['words of the schema', z.int('a whole number'), 1.5, 'expected a whole number', 'Enter a whole number'],
    ['zod’s type', z.number(), '1', 'expected a number', 'Enter a number'],
    ['no value at all', z.string(), undefined, 'expected text', 'Enter text'],
    ['a choice', z.enum(['a', 'b']), 'c', 'expected one of "a", "b"', 'Enter one of "a", "b"'],
    ['too little', z.number().min(3), 1, 'expected at least 3', 'Enter at least 3'],
    ['too few', z.array(z.string()).min(1), [], 'expected at least 1 entry', 'Enter at least 1 entry'],
    ['too long', z.string().max(3), 'abcd', 'expected at most 3 characters', 'Use at most 3 characters'],
    [
      'an address',
      publicUrlSchema,
      'acme',
      'expected a complete address. Begin with https://',
      'Enter a complete address. Begin with https://',
    ],
    [
      'our own condition',
      z.string().refine(() => false, expecting('a pear')),
      'x',
      'expected a pear',
      'Enter a pear',
    ],
    [
      'our own rule',
      crmTemplateSchema,
      'https://crm.example/{nam}',
      '{nam} is not a placeholder. Use one of {e164}, {digits}, {national}, {callId}, {providerCallId}, {sourceId}, {name}.',
      '{nam} is not a placeholder. Use one of {e164}, {digits}, {national}, {callId}, {providerCallId}, {sourceId}, {name}.',
    ],
    [
      'our own rule, as a sentence',
      crmTemplateSchema,
      'https://{digits}.example',
      'the host name must not contain a placeholder.',
      'The host name must not contain a placeholder.',
    ],
  ])('%s', (_name, schema, value, file, form) => {
    expect(fileFault(faultOf(schema, value), () => []).message).toBe(file);
    expect(inForm(schema, value)).toBe(form);
  });
});

describe('a fault', () => {
  it('has a code, and names its place', () => {
    const schema = z.strictObject({ list: z.array(z.strictObject({ port: z.int('a whole number') })) });
    const checked = check(schema, { list: [{ port: '1' }, { prot: 1 }] });
    expect(checked.ok ? [] : checked.faults).toMatchObject([
      { code: 'unexpected', path: ['list', 0, 'port'], expected: 'a whole number' },
      { code: 'unexpected', path: ['list', 1, 'port'], expected: 'a whole number' },
      { code: 'unknown-key', path: ['list', 1, 'prot'], key: 'prot' },
    ]);
  });

  it('names a key that resembles the unknown one, else all that are known', () => {
    const unknown = faultOf(z.strictObject({ port: z.int().optional() }), { prot: 1 });
    expect(fileFault(unknown, () => ['port', 'region']).message).toBe(
      'is not a known key; did you mean "port"?',
    );
    expect(fileFault(unknown, () => ['region', 'colour'], 'a setting').message).toBe(
      'is not a setting; expected one of region, colour',
    );
    expect(fileFault(unknown, () => []).message).toBe('is not a known key');
  });

  it('never says its schema’s words twice', () => {
    for (const [schema, value] of [
      [settingsSourceSchema, { id: '/', name: '', provider: 'none', publicUrl: 'x' }],
      [tunnelSchema, { kind: 'ssh', host: '?', port: 0, user: '', publicUrl: 'http://a.example' }],
      [tunnelSchema, { kind: 'ngrok', domain: ':', monthlyRequests: 1 }],
      [tunnelSchema, { kind: 'pigeon' }],
    ] as const) {
      const checked = check(schema, value);
      const faults = checked.ok ? [] : checked.faults;
      expect(faults).not.toEqual([]);
      for (const fault of faults) {
        expect(fileFault(fault, () => []).message).toMatch(/^expected (?!expected|enter|invalid)/i);
      }
      for (const words of Object.values(fieldErrors(schema, value)))
        expect(words).toMatch(/^(Enter|Use at most) (?!expected|enter|invalid)/i);
    }
  });
});

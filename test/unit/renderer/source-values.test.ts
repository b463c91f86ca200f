import { describe, expect, it } from 'vitest';
import { type ProviderId, providerIds } from '#shared/providers/index.ts';
import { providerForms } from '../../../renderer/settings/providers/index.ts';
import { freeId, newId, sourceErrors, toSource, valuesOf } from '../../../renderer/settings/source-values.ts';

describe('the ID of a new source', () => {
  it.each([
    ['Sales line', [], 'sales-line'],
    ['  Büro / Nord  ', [], 'buro-nord'],
    ['Sales line', ['sales-line', 'sales-line-2'], 'sales-line-3'],
    ['新宿', [], 'twilio'],
    ['New', [], 'new-2'],
  ] satisfies [string, string[], string][])('%s beside %j is %s', (name, taken, id) => {
    expect(freeId(name, 'twilio', taken)).toBe(id);
  });
});

describe('a source in the form', () => {
  const stored = {
    id: 'pbx',
    name: 'PBX',
    provider: 'hmac' as const,
    options: { preset: 'stripe', toleranceSeconds: 60, signedContent: 'body' },
    allowedAddresses: ['192.0.2.0/24', '2001:db8::1'],
  };

  it('is saved as it was when nothing is changed, options that the form does not know included', () => {
    expect(toSource(valuesOf(stored), stored)).toEqual(stored);
  });

  it('loses what does not apply any more', () => {
    const values = valuesOf(stored);
    values.options.preset = 'github';
    expect(toSource(values, stored).options).toEqual({ preset: 'github', signedContent: 'body' });
  });

  it('loses all options with another provider', () => {
    const values = { ...valuesOf(stored), provider: 'standard-webhooks' as const, options: {} };
    expect(toSource(values, stored).options).toEqual({});
  });

  /** What a provider cannot do without beside name, secret and address. */
  const neededOptions: Partial<Record<ProviderId, string[]>> = { sinch: ['options.applicationKey'] };

  it.each(providerIds)('starts acceptable but for what is needed: %s', (provider) => {
    const empty = valuesOf(null);
    const options = Object.fromEntries(
      providerForms[provider].fields.map((field) => [
        field.name,
        field.kind === 'choice' ? field.initial : '',
      ]),
    );
    const needed = providerForms[provider].publicUrl.isRequired
      ? ['name', 'publicUrl', 'secret']
      : ['name', 'secret'];
    const expected = [...needed, ...(neededOptions[provider] ?? [])].sort();
    expect(
      Object.keys(sourceErrors({ ...empty, provider, options }, { isNew: true, hasOrigin: false })).sort(),
    ).toEqual(expected);
  });

  it('needs no public address where the tunnel has one, nor a secret over a socket', () => {
    const values = { ...valuesOf(null), name: 'Sales line' };
    const known = { isNew: true, hasOrigin: true };
    expect(sourceErrors({ ...values, secret: 'example' }, known)).toEqual({});
    const socket = { ...values, provider: 'dialpad' as const, transport: 'socket' as const, options: {} };
    expect(sourceErrors(socket, { isNew: true, hasOrigin: false })).toEqual({});
    expect(toSource(socket, { id: 'sales-line' })).toMatchObject({ transport: 'socket' });
  });

  it('has an ID that nobody can guess where that is its only protection', () => {
    const open = { ...valuesOf(null), name: 'PBX', options: { unauthenticated: 'true' } };
    expect(newId(open, [])).toMatch(/^pbx-[0-9a-f]{32}$/);
    expect(newId(open, [])).not.toBe(newId(open, []));
    expect(newId({ ...open, name: 'x'.repeat(60) }, []).length).toBeLessThanOrEqual(64);
    expect(newId({ ...open, options: {} }, [])).toBe('pbx');
  });
});

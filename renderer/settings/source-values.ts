/** The form of a source: its values, what they are checked against, and what is saved of them. */
import { z } from 'zod';
import { type SettingsSource, settingsSourceSchema } from '#shared/settings.ts';
import { type ProviderId, providerIds, publicUrlSchema, secretsSchema } from '#shared/sources.ts';
import { fieldErrors } from '../ui/field-errors.ts';
import { addressesSchema, addressText, parseAddresses } from './addresses.ts';
import { providerForms } from './providers/index.ts';
import { initialValues, readOptions, writeOptions } from './providers/options.ts';
import type { OptionValues } from './providers/provider-form.ts';

export interface SourceValues {
  name: string;
  provider: ProviderId;
  publicUrl: string;
  /** Only for a new source; afterwards it is changed by itself. */
  secret: string;
  /** One a line; empty allows all. */
  allowedAddresses: string;
  options: OptionValues;
}

/** An ID that Settings never gives: it stands for a source that is being added. */
export const newSourceId = 'new';

export function valuesOf(source: SettingsSource | null): SourceValues {
  const provider = source?.provider ?? providerIds[0];
  const form = providerForms[provider];
  return {
    name: source?.name ?? '',
    provider,
    publicUrl: source?.publicUrl ?? '',
    secret: '',
    allowedAddresses: addressText(source?.allowedAddresses),
    options: source ? readOptions(form, source.options) : initialValues(form),
  };
}

/** The name as part of an address: "Sales line" becomes `sales-line`. Unused yet, so that no calls are mixed up. */
export function freeId(name: string, provider: ProviderId, taken: readonly string[]): string {
  const slug = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase()
    .slice(0, 40);
  const base = slug || provider;
  const used = new Set([...taken, newSourceId]);
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!used.has(id)) return id;
  }
}

/** What is saved. @param stored the source as it is now, or just its ID for a new one. */
export function toSource(values: SourceValues, stored: Pick<SettingsSource, 'id'> & Partial<SettingsSource>) {
  const publicUrl = values.publicUrl.trim();
  const allowedAddresses = parseAddresses(values.allowedAddresses);
  const isSameProvider = stored.provider === values.provider;
  const storedOptions = isSameProvider ? (stored.options ?? {}) : {};
  return {
    id: stored.id,
    name: values.name.trim(),
    provider: values.provider,
    options: writeOptions(providerForms[values.provider], values.options, storedOptions),
    ...(publicUrl ? { publicUrl } : {}),
    ...(allowedAddresses.length > 0 ? { allowedAddresses } : {}),
  };
}

/** Messages by field, each where it belongs in the form. */
export function sourceErrors(values: SourceValues, isNew: boolean): Record<string, string> {
  const form = providerForms[values.provider];
  const schema = z.object({
    name: settingsSourceSchema.shape.name,
    publicUrl: form.publicUrl.isRequired ? publicUrlSchema : publicUrlSchema.optional(),
    allowedAddresses: addressesSchema,
    options: form.optionsSchema,
  });
  const errors = fieldErrors(schema, toSource(values, { id: newSourceId }));
  if (!isNew) return errors;
  const secret = fieldErrors(secretsSchema, [values.secret.trim()])['0'];
  return secret ? { ...errors, secret } : errors;
}

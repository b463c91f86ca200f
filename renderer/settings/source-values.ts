/** The form of a source: its values, what they are checked against, and what is saved of them. */
import { z } from 'zod';
import { type SettingsSource, settingsSourceSchema } from '#shared/config/settings.ts';
import { publicUrlSchema, usesSocket } from '#shared/config/sources.ts';
import { type ProviderId, providerIds } from '#shared/providers/index.ts';
import { fieldErrors, pasteWords } from '../ui/field-errors.ts';
import { addressesSchema, addressText, parseAddresses } from './addresses.ts';
import { providerForms } from './providers/index.ts';
import { isOpen } from './providers/open-field.ts';
import { initialValues, readOptions, writeOptions } from './providers/options.ts';
import type { OptionValues } from './providers/provider-form.ts';

type Transport = NonNullable<SettingsSource['transport']>;

export interface SourceValues {
  name: string;
  provider: ProviderId;
  /** `socket` only where the provider has one. */
  transport: Transport;
  publicUrl: string;
  /** Only for a new source; afterwards it is changed by itself. */
  secret: string;
  /** One a line; empty allows all. */
  allowedAddresses: string;
  options: OptionValues;
}

/** An ID that Settings never gives: it stands for a source that is being added. */
export const newSourceId = 'new';

/** A connection of its own finds a laptop wherever it is; a webhook needs a tunnel. */
export const preferredTransport = (provider: ProviderId): Transport =>
  providerForms[provider].socket ? 'socket' : 'webhook';

export function valuesOf(source: SettingsSource | null): SourceValues {
  const provider = source?.provider ?? providerIds[0];
  const form = providerForms[provider];
  return {
    name: source?.name ?? '',
    provider,
    transport: source ? (source.transport ?? 'webhook') : preferredTransport(provider),
    publicUrl: source?.publicUrl ?? '',
    secret: '',
    allowedAddresses: addressText(source?.allowedAddresses),
    options: source ? readOptions(form, source.options) : initialValues(form),
  };
}

/** Whether the source's calls are proved by a secret of its own. */
export const asksForSecret = ({ transport, options }: Pick<SourceValues, 'transport' | 'options'>): boolean =>
  !usesSocket({ transport }) && !isOpen(options);

/** Whether the phone system signs its address and has none of its own: it is the tunnel's then. */
export const lacksAddress = (values: SourceValues): boolean =>
  providerForms[values.provider].publicUrl.isRequired &&
  !usesSocket(values) &&
  values.publicUrl.trim() === '';

/** 128 bits that nobody can guess, as part of an address. */
const unguessablePart = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );

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

/** The ID of a new source; nobody can guess it where it is the only protection. */
export function newId({ name, provider, options }: SourceValues, taken: readonly string[]): string {
  const id = freeId(name, provider, taken);
  return isOpen(options) ? `${id.slice(0, 31)}-${unguessablePart()}` : id;
}

/** What is saved. @param stored the source as it is now, or just its ID for a new one. */
export function toSource(values: SourceValues, stored: Pick<SettingsSource, 'id'> & Partial<SettingsSource>) {
  const publicUrl = values.publicUrl.trim();
  const allowedAddresses = parseAddresses(values.allowedAddresses);
  const isSocket = usesSocket(values);
  const isSameProvider = stored.provider === values.provider;
  const storedOptions = isSameProvider ? (stored.options ?? {}) : {};
  return {
    id: stored.id,
    name: values.name.trim(),
    provider: values.provider,
    options: writeOptions(providerForms[values.provider], values.options, storedOptions),
    ...(isSocket ? { transport: values.transport } : {}),
    ...(publicUrl && !isSocket ? { publicUrl } : {}),
    ...(allowedAddresses.length > 0 && !isSocket ? { allowedAddresses } : {}),
  };
}

/**
 * Messages by field, each where it belongs in the form.
 * @param hasOrigin whether the tunnel's address is known: a public address can be left to it then.
 */
export function sourceErrors(
  values: SourceValues,
  { isNew, hasOrigin }: { isNew: boolean; hasOrigin: boolean },
): Record<string, string> {
  const form = providerForms[values.provider];
  const isAddressNeeded = form.publicUrl.isRequired && !usesSocket(values) && !hasOrigin;
  const schema = z.object({
    name: settingsSourceSchema.shape.name,
    publicUrl: isAddressNeeded ? publicUrlSchema : publicUrlSchema.optional(),
    allowedAddresses: addressesSchema,
    options: form.options,
  });
  const fields = new Set(form.fields.map(({ name }) => `options.${name}`));
  // Options without a field of their own are the engine's to judge: nobody could correct them here.
  const errors = Object.fromEntries(
    Object.entries(fieldErrors(schema, toSource(values, { id: newSourceId }))).filter(
      ([path]) => !path.startsWith('options') || fields.has(path),
    ),
  );
  if (!isNew || !asksForSecret(values)) return errors;
  return values.secret.trim() === '' ? { ...errors, secret: pasteWords(form.secret.label) } : errors;
}

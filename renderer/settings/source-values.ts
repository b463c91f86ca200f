/** The form of a source: its values, their validation, and their conversion to a stored source. */
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
  /** `socket` only when the provider has one. */
  transport: Transport;
  publicUrl: string;
  /** Only for a new source. Later it has a form of its own. */
  secret: string;
  /** One address a line; empty allows all. */
  allowedAddresses: string;
  options: OptionValues;
}

/** The ID in the address of a new source. Settings never assigns it. */
export const newSourceId = 'new';

/** The recommended transport: a socket where there is one, because a webhook needs a tunnel. */
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

/** True when the source needs a secret. */
export const asksForSecret = ({ transport, options }: Pick<SourceValues, 'transport' | 'options'>): boolean =>
  !usesSocket({ transport }) && !isOpen(options);

/** True when signatures cover the address and none is entered: the tunnel's address is used then. */
export const lacksAddress = (values: SourceValues): boolean =>
  providerForms[values.provider].publicUrl.isRequired &&
  !usesSocket(values) &&
  values.publicUrl.trim() === '';

/** 128 random bits for an unguessable address. */
const unguessablePart = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );

/** An unused ID made from a name: "Sales line" becomes `sales-line`. */
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

/** The ID of a new source. It is unguessable when the source has no other protection. */
export function newId({ name, provider, options }: SourceValues, taken: readonly string[]): string {
  const id = freeId(name, provider, taken);
  return isOpen(options) ? `${id.slice(0, 31)}-${unguessablePart()}` : id;
}

/** Converts values to a source. @param stored the current source, or only the ID of a new one. */
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
 * The messages by field.
 * @param hasOrigin true when the tunnel's address is known: the public address may then be empty.
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
  // Options without a field are validated by the engine: the form cannot correct them.
  const errors = Object.fromEntries(
    Object.entries(fieldErrors(schema, toSource(values, { id: newSourceId }))).filter(
      ([path]) => !path.startsWith('options') || fields.has(path),
    ),
  );
  if (!isNew || !asksForSecret(values)) return errors;
  return values.secret.trim() === '' ? { ...errors, secret: pasteWords(form.secret.label) } : errors;
}

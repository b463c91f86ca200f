/** The form of the tunnel: its values, their validation, and their conversion to a request. */

import { type TunnelKind, type TunnelSettings, tunnelSchema } from '#shared/config/tunnel.ts';
import type { WindowRequest } from '#shared/contract/ipc.ts';
import { fieldErrors, pasteWords } from '../../ui/field-errors.ts';
import { initialValues, readOptions, writeOptions } from '../providers/options.ts';
import type { OptionValues } from '../providers/provider-form.ts';
import { tunnelForms } from './tunnel-forms.ts';

export interface TunnelValues {
  kind: TunnelKind;
  fields: OptionValues;
  /** Empty keeps the stored secret. */
  secret: string;
}

/** What a request for a tunnel carries: the settings, and the secret where one was typed. */
type TunnelRequest = Pick<WindowRequest<'tunnel.save'>, 'tunnel' | 'secret'>;

export function valuesOf(stored: TunnelSettings): TunnelValues {
  const { kind, ...options } = stored;
  return { kind, fields: readOptions(tunnelForms[kind], options), secret: '' };
}

/** The values for another kind, with its stored settings. */
export const valuesOfKind = (kind: TunnelKind, stored: TunnelSettings): TunnelValues =>
  stored.kind === kind ? valuesOf(stored) : { kind, fields: initialValues(tunnelForms[kind]), secret: '' };

/** The settings to store, not validated. */
function candidate({ kind, fields }: TunnelValues, stored: TunnelSettings): Record<string, unknown> {
  const kept: Record<string, unknown> = stored.kind === kind ? stored : {};
  return { ...writeOptions(tunnelForms[kind], fields, kept), kind };
}

/** Whether the tunnel has another public address at every start, as far as the form says: a quick tunnel of cloudflared. */
export const changesAddress = (kind: TunnelKind, { publicUrl }: OptionValues): boolean =>
  kind === 'cloudflared' && !publicUrl;

/** The messages by field. */
export function tunnelErrors(
  values: TunnelValues,
  stored: TunnelSettings,
  isSecretSet: boolean,
): Record<string, string> {
  const errors = Object.fromEntries(
    Object.entries(fieldErrors(tunnelSchema, candidate(values, stored))).map(([field, message]) => [
      `fields.${field}`,
      message,
    ]),
  );
  const isKept = isSecretSet && stored.kind === values.kind;
  const { secret } = tunnelForms[values.kind];
  return secret?.isRequired && !isKept && values.secret.trim() === ''
    ? { ...errors, secret: pasteWords(secret.label) }
    : errors;
}

/**
 * Converts values to a request. Without a new secret, main uses the stored one when the kind is unchanged.
 * @throws ZodError for invalid values.
 */
export function toRequest(values: TunnelValues, stored: TunnelSettings): TunnelRequest {
  const tunnel = tunnelSchema.parse(candidate(values, stored));
  const secret = values.secret.trim();
  return secret && tunnelForms[values.kind].secret ? { tunnel, secret } : { tunnel };
}

/** Makes a configured source ready for use by its provider. */
import { allowedAddressesSchema, type LiveSource, type Source } from '#shared/config/sources.ts';
import { fileFault } from '#shared/format/file-fault.ts';
import { check, type SchemaFault } from '#shared/format/schema-faults.ts';
import { mappingKeys } from '#shared/mapping/event-mapping.ts';
import { apiBaseUrlSchema } from '#shared/providers/common-options.ts';
import { mayBeUnauthenticated } from '#shared/providers/index.ts';
import type { ConfigIssue } from '../config/config-error.ts';
import type { EventReader } from '../events/delivery.ts';
import { type Authenticator, type Provider, SourceError } from '../providers/contract/provider.ts';
import { providers } from '../providers/index.ts';
import { type AddressList, createAddressList } from './address-list.ts';

/** A source as the listener uses it. */
export interface PreparedSource {
  readonly id: string;
  readonly provider: Provider;
  readonly authenticator: Authenticator;
  /** Who may send; null is everyone. */
  readonly allowed: AddressList | null;
  /** Headers to store with each delivery, lower case. */
  readonly keptHeaders: readonly string[];
}

export type Prepared<T> = { ok: true; value: T } | { ok: false; issues: ConfigIssue[] };

/** Checks options, secrets and public URL; the issues' paths are relative to the source. */
export function prepareSource(source: LiveSource): Prepared<PreparedSource> {
  const provider = providers[source.provider];
  const options = checkOptions(source);
  if (!options.ok) return options;
  const addresses = check(allowedAddressesSchema, source.allowedAddresses ?? []);
  if (!addresses.ok) return refused(addresses.faults, ['allowedAddresses']);
  try {
    const authenticator = provider.authenticator({
      secrets: source.secrets,
      publicUrl: source.publicUrl,
      options: options.value,
    });
    return {
      ok: true,
      value: {
        id: source.id,
        provider,
        authenticator,
        allowed: addresses.value.length > 0 ? createAddressList(addresses.value) : null,
        keptHeaders: provider.keptHeaders(options.value),
      },
    };
  } catch (error) {
    if (error instanceof SourceError)
      return { ok: false, issues: [{ code: error.code, path: error.key, message: error.message }] };
    throw error;
  }
}

/** The reader of a source's deliveries; needs no secret. */
export function prepareReader(source: Source): Prepared<EventReader> {
  const options = checkOptions(source);
  return options.ok ? { ok: true, value: providers[source.provider].reader(options.value) } : options;
}

/** The options as the provider's schema takes them. */
export function checkOptions(source: Source): Prepared<unknown> {
  const { description } = providers[source.provider];
  const { apiBaseUrl, ...options } = source.options;
  const base = check(apiBaseUrlSchema.optional(), apiBaseUrl);
  if (!base.ok) return refused(base.faults, ['options', 'apiBaseUrl']);
  const checked = check(description.options, options);
  if (checked.ok) return checked;
  if (source.options.unauthenticated !== undefined && !mayBeUnauthenticated(description))
    return {
      ok: false,
      issues: [
        {
          code: 'refused',
          path: 'options.unauthenticated',
          message: `is not for ${source.provider}, which proves every request; enter its secret instead`,
        },
      ],
    };
  return refused(checked.faults, ['options'], ([, first, ...rest]) =>
    first === undefined
      ? Object.keys(description.options.shape)
      : first === 'mapping'
        ? mappingKeys(rest)
        : [],
  );
}

/** @param place where in the source the faults' paths begin. */
const refused = (
  faults: readonly SchemaFault[],
  place: readonly string[],
  knownKeys: (path: readonly PropertyKey[]) => readonly string[] = () => [],
): { ok: false; issues: ConfigIssue[] } => ({
  ok: false,
  issues: faults.map((fault) => fileFault({ ...fault, path: [...place, ...fault.path] }, knownKeys)),
});

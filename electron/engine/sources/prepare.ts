/** Makes a configured source ready for use by its provider. */
import type { LiveSource, Source } from '#shared/config/sources.ts';
import { mappingKeys } from '#shared/mapping/event-mapping.ts';
import { apiBaseUrlSchema } from '#shared/providers/common-options.ts';
import { mayBeUnauthenticated } from '#shared/providers/index.ts';
import { type ConfigIssue, explain } from '../config/explain.ts';
import type { EventReader } from '../events/delivery.ts';
import { type Authenticator, type Provider, SourceError } from '../providers/contract/provider.ts';
import { providers } from '../providers/index.ts';
import { type AddressList, createAddressList, isAddressOrBlock } from './address-list.ts';

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
  const badAddress = (source.allowedAddresses ?? []).findIndex((address) => !isAddressOrBlock(address));
  if (badAddress >= 0) {
    const message = 'expected an IP address or a block such as 192.0.2.0/24';
    return { ok: false, issues: [{ path: `allowedAddresses[${badAddress}]`, message }] };
  }
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
        allowed: source.allowedAddresses?.length ? createAddressList(source.allowedAddresses) : null,
        keptHeaders: provider.keptHeaders(options.value),
      },
    };
  } catch (error) {
    if (error instanceof SourceError)
      return { ok: false, issues: [{ path: error.key, message: error.message }] };
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
  const base = apiBaseUrlSchema.optional().safeParse(apiBaseUrl);
  if (!base.success)
    return { ok: false, issues: [{ path: 'options.apiBaseUrl', message: 'expected an https URL' }] };
  const parsed = description.options.safeParse(options);
  if (parsed.success) return { ok: true, value: parsed.data };
  if (source.options.unauthenticated !== undefined && !mayBeUnauthenticated(description))
    return {
      ok: false,
      issues: [
        {
          path: 'options.unauthenticated',
          message: `is not for ${source.provider}, which proves every request; enter its secret instead`,
        },
      ],
    };
  const issues = explain(parsed.error, ([first, ...rest]) =>
    first === undefined
      ? Object.keys(description.options.shape)
      : first === 'mapping'
        ? mappingKeys(rest)
        : [],
  );
  return {
    ok: false,
    issues: issues.map((issue) => ({ ...issue, path: issue.path ? `options.${issue.path}` : 'options' })),
  };
}

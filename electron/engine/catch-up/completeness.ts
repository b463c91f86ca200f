/** The completeness of all sources together, and of sources without a readable call log. */
import type { LiveSource } from '#shared/config/sources.ts';
import type { Completeness, SourceCompleteness } from '#shared/contract/catch-up.ts';
import { missingCredentials, providerDescriptions } from '#shared/providers/index.ts';

/** The completeness of a source before its first run; `checking` where there will be one. */
export function uncheckedSource({
  id,
  provider,
  credentials,
}: Pick<LiveSource, 'id' | 'provider' | 'credentials'>): SourceCompleteness {
  const base = { sourceId: id, from: null, to: null, foundLater: 0, nextCheckAt: null };
  if (!providerDescriptions[provider].callLog)
    return {
      ...base,
      state: 'unsupported',
      reason:
        'This phone system’s call log cannot be looked into, so calls missed while offline stay unknown.',
      reasonCode: 'no-call-log',
      fix: null,
    };
  if (missingCredentials(provider, (name) => Boolean(credentials[name])).length === 0)
    return { ...base, state: 'checking', reason: null, reasonCode: null, fix: null };
  return {
    ...base,
    state: 'no-credentials',
    reason: 'Calls missed while offline stay unknown without access to the phone system’s call log.',
    reasonCode: 'no-credentials',
    fix: 'Enter the API credentials of this phone system in Settings.',
  };
}

/** True when completeness is known. A new run does not revoke what the last one has shown. */
const isKnown = ({ state, to }: SourceCompleteness): boolean =>
  state === 'complete' || (state === 'checking' && to !== null);

/** Combines the sources. `nothingMissingSince` is an ISO 8601 UTC time, or null when any source is not known. */
export function summarize(sources: readonly SourceCompleteness[]): Completeness {
  const starts = sources.flatMap((source) => (isKnown(source) && source.from ? [source.from] : []));
  const isComplete = sources.length > 0 && starts.length === sources.length;
  return {
    sources: [...sources],
    nothingMissingSince: isComplete ? (starts.sort().at(-1) ?? null) : null,
  };
}

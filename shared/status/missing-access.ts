/** The states of sockets without credentials: they did not fail, but have to be set up. */
import type { SettingsSource } from '../config/settings.ts';
import type { SubscriptionState } from '../contract/subscriptions.ts';
import { missingCredentials } from '../providers/index.ts';

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** "the client ID"; an abbreviation keeps its capitals. */
const named = (label: string): string =>
  `the ${/^[A-Z]{2}/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1)}`;

/** Labels of the needed credentials that are not stored. */
const missingLabels = ({ provider }: SettingsSource, stored: readonly string[]): string[] =>
  missingCredentials(provider, (name) => stored.includes(name)).map(({ label }) => label);

/**
 * Replaces `failed` by `incomplete` for sockets that only lack credentials.
 * @param namesOf the names of a source's stored credentials
 */
export function withSetupSteps(
  subscriptions: readonly SubscriptionState[],
  sources: readonly SettingsSource[],
  namesOf: (sourceId: string) => readonly string[],
): SubscriptionState[] {
  return subscriptions.map((subscription) => {
    const { sourceId, reasonCode } = subscription;
    const source = sources.find(({ id }) => id === sourceId);
    if (!source || reasonCode !== 'no-credentials') return subscription;
    const missing = missingLabels(source, namesOf(sourceId));
    if (missing.length === 0) return subscription;
    return {
      ...subscription,
      state: 'incomplete',
      reason: null,
      reasonCode: null,
      fix: `Enter ${list.format(missing.map(named))}.`,
    };
  });
}

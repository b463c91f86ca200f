import type { SecretState } from '#shared/config/settings.ts';

const places = {
  keychain: 'kept in the keychain',
  plain: 'kept on the disk, not encrypted',
  memory: 'kept until Ringback quits',
  none: 'not kept',
} as const satisfies Record<SecretState['storage'], string>;

/** Where a secret is stored: "Set, kept in the keychain". */
export const keptWords = ({ storage }: Pick<SecretState, 'storage'>): string => `Set, ${places[storage]}`;

/** The state of a source's secrets: "Set, kept in the keychain", "Two set, ...", "Not set". */
export function secretWords(state: SecretState | undefined): string {
  if (!state || state.count === 0) return 'Not set';
  return state.count === 2 ? `Two set, ${places[state.storage]}` : keptWords(state);
}

import type { SettingsSource } from '#shared/config/settings.ts';

/**
 * The rep's name of a phone system. Its calls may outlive it.
 * @param sources all configured sources; undefined while unknown.
 */
export function sourceName(
  sources: readonly Pick<SettingsSource, 'id' | 'name'>[] | undefined,
  sourceId: string,
): string {
  if (!sources) return '';
  return sources.find(({ id }) => id === sourceId)?.name ?? 'Removed phone system';
}

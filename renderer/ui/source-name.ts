import type { SettingsSource } from '#shared/config/settings.ts';

/**
 * The rep's own name of a phone system; its calls outlive it.
 * @param sources all that are set up; undefined while that is not known.
 */
export function sourceName(
  sources: readonly Pick<SettingsSource, 'id' | 'name'>[] | undefined,
  sourceId: string,
): string {
  if (!sources) return '';
  return sources.find(({ id }) => id === sourceId)?.name ?? 'Removed phone system';
}

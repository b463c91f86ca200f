import type { SourceHealth } from '#shared/contract/sources.ts';

/** How far a rotation is. `done`: the phone system signs with the new secret and no longer with the old one. */
export type Rotation = 'none' | 'waiting' | 'both' | 'done';

/** @param secrets the live ones, newest first. */
export function rotationOf(secrets: SourceHealth['secrets']): Rotation {
  const [newer, older] = secrets;
  if (!newer || !older) return 'none';
  if (newer.lastUsedAt === null) return 'waiting';
  return older.lastUsedAt === null || older.lastUsedAt < newer.lastUsedAt ? 'done' : 'both';
}

/** What to do about the old secret; null while there is none. */
export const rotationAdvice = {
  none: null,
  waiting: 'The new one has not been used yet. Keep both until the phone system signs with it.',
  both: 'The old one was used last. Keep both until the phone system signs with the new one only.',
  done: 'The phone system signs with the new one now. The old one can be removed.',
} as const satisfies Record<Rotation, string | null>;

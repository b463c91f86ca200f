import type { SourceHealth } from '#shared/contract/sources.ts';

/** The state of a rotation. `done`: the phone system signs only with the new secret. */
export type Rotation = 'none' | 'waiting' | 'both' | 'done';

/** Derives the state of a rotation. @param secrets the live secrets, newest first. */
export function rotationOf(secrets: SourceHealth['secrets']): Rotation {
  const [newer, older] = secrets;
  if (!newer || !older) return 'none';
  if (newer.lastUsedAt === null) return 'waiting';
  return older.lastUsedAt === null || older.lastUsedAt < newer.lastUsedAt ? 'done' : 'both';
}

/** The advice about the old secret; null when there is none. */
export const rotationAdvice = {
  none: null,
  waiting: 'The new one has not been used yet. Keep both until the phone system signs with it.',
  both: 'The old one was used last. Keep both until the phone system signs with the new one only.',
  done: 'The phone system signs with the new one now. The old one can be removed.',
} as const satisfies Record<Rotation, string | null>;

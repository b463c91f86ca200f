import type { Call } from '#shared/contract/calls.ts';

/** When a call happened: its start, else the earliest that its phone system told. null where it told no time at all. */
export const callTime = ({ startedAt, answeredAt, endedAt }: Call): string | null =>
  startedAt ?? answeredAt ?? endedAt;

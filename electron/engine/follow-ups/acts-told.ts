/** What a follow-up tells of the rep's acts on it. */
import { z } from 'zod';
import type { FollowUp } from '#shared/contract/follow-ups.ts';
import { actKindSchema, noteTextSchema } from '#shared/contract/rep-act.ts';
import type { ActRow } from './acts.ts';
import { actsInEffect } from './fold.ts';

const notePayload = z.object({ note: noteTextSchema });

/** @param acts all on any call of the follow-up, also those that were taken back. */
export function actsTold(acts: readonly ActRow[]): Pick<FollowUp, 'notes' | 'lastAct'> {
  const inEffect = actsInEffect(acts).filter(({ kind }) => kind !== 'undone');
  return {
    notes: inEffect.flatMap((act) => {
      const payload = act.kind === 'noted' ? notePayload.safeParse(JSON.parse(act.payload ?? 'null')) : null;
      return payload?.success ? [{ ...told(act), text: payload.data.note }] : [];
    }),
    lastAct:
      inEffect
        .flatMap((act) => {
          const kind = actKindSchema.safeParse(act.kind);
          return kind.success ? [{ ...told(act), kind: kind.data }] : [];
        })
        .at(-1) ?? null,
  };
}

const told = ({ id, at, by }: ActRow) => ({ id, at: new Date(at).toISOString(), by });

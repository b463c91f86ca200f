/** The rep's acts as a follow-up shows them: its notes and its last act. */
import { z } from 'zod';
import type { FollowUp } from '#shared/contract/follow-ups.ts';
import { actKindSchema, doneOutcomeSchema, noteTextSchema } from '#shared/contract/rep-act.ts';
import type { ActRow } from './acts.ts';
import { actsInEffect } from './fold.ts';

const notePayload = z.object({ note: noteTextSchema });
const donePayload = z.object({ outcome: doneOutcomeSchema });

/** Summarizes acts. @param acts all acts on any call of the follow-up, undone ones included. */
export function summarizeActs(acts: readonly ActRow[]): Pick<FollowUp, 'notes' | 'lastAct' | 'doneOutcome'> {
  const inEffect = actsInEffect(acts).filter(({ kind }) => kind !== 'undone');
  const done = inEffect.filter(({ kind }) => kind === 'done').at(-1);
  const doneWith = donePayload.safeParse(JSON.parse(done?.payload ?? 'null'));
  return {
    doneOutcome: doneWith.success ? doneWith.data.outcome : null,
    notes: inEffect.flatMap((act) => {
      const payload = act.kind === 'noted' ? notePayload.safeParse(JSON.parse(act.payload ?? 'null')) : null;
      return payload?.success ? [{ ...headOf(act), text: payload.data.note }] : [];
    }),
    lastAct:
      inEffect
        .flatMap((act) => {
          const kind = actKindSchema.safeParse(act.kind);
          return kind.success ? [{ ...headOf(act), kind: kind.data }] : [];
        })
        .at(-1) ?? null,
  };
}

const headOf = ({ id, at, by }: ActRow) => ({ id, at: new Date(at).toISOString(), by });

/** Whether a call was a talk with the other party. */
import type { FoldedCall } from './fold.ts';

type TalkFacts = Pick<
  FoldedCall,
  'direction' | 'outcome' | 'isHuman' | 'answeredAt' | 'endedAt' | 'durationSeconds'
>;

/**
 * Decides whether somebody talked with the caller: an inbound call that a person answered; an outbound one that a person
 * answered as the vendor says, or that lasted. An answered outbound call may be a voicemail box, or a phone that screens its
 * calls (Quo's documentation of `call.completed`: "answered" includes voicemail; iOS 26 answers unknown callers itself). One that
 * is not over has not lasted yet.
 * @param talkSeconds how long an answered outbound call must last.
 */
export function isReached(call: TalkFacts, talkSeconds: number): boolean {
  if (call.outcome !== 'answered') return false;
  if (call.direction === 'inbound' || call.isHuman) return true;
  const seconds = secondsOf(call);
  return seconds !== null && seconds >= talkSeconds;
}

/** Seconds from answer to end; the vendor's own figure where it does not tell both. Null while the call lasts. */
function secondsOf({ answeredAt, endedAt, durationSeconds }: TalkFacts): number | null {
  if (answeredAt !== null && endedAt !== null && endedAt >= answeredAt) return (endedAt - answeredAt) / 1000;
  return durationSeconds;
}

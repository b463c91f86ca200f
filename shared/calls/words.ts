/** The words for calls and follow-ups. */
import type { Call, CallOutcome, Voicemail } from '../contract/calls.ts';
import type { FollowUp } from '../contract/follow-ups.ts';
import type { DoneOutcome } from '../contract/rep-act.ts';
import { durationWords, trackLength } from '../format/duration.ts';

/** The outcomes, in one word each. */
export const outcomeWords = {
  ringing: 'Ringing',
  answered: 'Answered',
  missed: 'Missed',
  voicemail: 'Voicemail',
  other: 'Ended',
} as const satisfies Record<CallOutcome, string>;

/** The nouns of notifications, for counting. */
export const newsWords = {
  missed: 'Missed call',
  voicemail: 'Voicemail',
} as const satisfies Partial<Record<CallOutcome, string>>;

const voicemailWords = (voicemail: Voicemail | null): string =>
  voicemail?.durationSeconds == null ? 'Voicemail' : `Voicemail ${trackLength(voicemail.durationSeconds)}`;

function outcomeOf(call: Call): string {
  if (call.outcome === 'voicemail') return voicemailWords(call.voicemail);
  if (call.outcome === 'other' && call.direction === 'outbound') return 'Called, no answer';
  if (call.outcome === 'answered') {
    const verb = call.direction === 'outbound' ? 'Called' : outcomeWords.answered;
    return call.durationSeconds == null ? verb : `${verb}, ${durationWords(call.durationSeconds)}`;
  }
  return outcomeWords[call.outcome];
}

/** The suffix that marks a test call. */
export const testMark = ({ isTest }: Pick<Call, 'isTest'>): string => (isTest ? ', a test' : '');

/** A title that says that it is about a test: "Test: missed call - (415) 555-0123". */
export const asTest = (title: string): string => `Test: ${title.charAt(0).toLowerCase()}${title.slice(1)}`;

/** "Missed", "Voicemail 0:42", "Answered, 12 min", "Called, no answer", "Missed, found later", "Missed, a test". */
export const callWords = (call: Call): string =>
  `${outcomeOf(call)}${call.foundLater ? ', found later' : ''}${testMark(call)}`;

function countWords({ missedCount, voicemailCount, lastCall }: FollowUp): string {
  const missed = missedCount > 1 ? `Missed ×${missedCount}` : 'Missed';
  if (voicemailCount === 0) return missed;
  const recording = lastCall.outcome === 'voicemail' ? voicemailWords(lastCall.voicemail) : 'Voicemail';
  const voicemails = voicemailCount > 1 ? `${recording}, ${voicemailCount} in all` : recording;
  return missedCount === 0 ? voicemails : `${missed}, ${voicemails.toLowerCase()}`;
}

/** What the rep said came of calling back: "Left a message". */
export const doneWords = {
  reached: 'Reached',
  'left-message': 'Left a message',
  'wrong-number': 'Wrong number',
  'not-interested': 'Not interested',
  'no-need': 'No need',
} as const satisfies Record<DoneOutcome, string>;

/** How a follow-up was closed: "Done", "Left a message", "Returned after 12 min", "Called again after 3 min". */
export function closedWords({ closedBy, closedAt, openedAt, reachedBy, doneOutcome }: FollowUp): string {
  if (closedBy !== 'answered') return doneOutcome === null ? 'Done' : doneWords[doneOutcome];
  const seconds = Math.max(0, Math.round((Date.parse(closedAt ?? openedAt) - Date.parse(openedAt)) / 1000));
  return `${reachedBy === 'caller' ? 'Called again' : 'Returned'} after ${durationWords(seconds)}`;
}

/** What a call back came to that was no talk: "11 s", "no answer"; empty while nothing is known of it. */
export function tryWords({ isAnswered, durationSeconds }: NonNullable<FollowUp['lastTry']>): string {
  if (!isAnswered) return 'no answer';
  return durationSeconds === null ? '' : durationWords(durationSeconds);
}

/** "Missed ×3", "Voicemail 0:42", "Missed ×2, voicemail 0:42", "Missed ×3, the last found later". */
export function followUpWords(followUp: FollowUp): string {
  const words = `${countWords(followUp)}${testMark(followUp.lastCall)}`;
  if (!followUp.lastCall.foundLater) return words;
  const isOne = followUp.missedCount + followUp.voicemailCount === 1;
  return `${words}, ${isOne ? '' : 'the last '}found later`;
}

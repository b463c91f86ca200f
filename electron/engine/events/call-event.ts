/** What one event says about one call, in the same words for every vendor. */
export const callEventKinds = [
  'started',
  'ringing',
  'answered',
  'machine',
  'missed',
  'voicemail',
  'ended',
  'passed-on',
  'info',
] as const;
export type CallEventKind = (typeof callEventKinds)[number];

export interface CallEvent {
  /** The vendor's own ID of the call, the same in all its events. */
  readonly providerCallId: string;
  /** The vendor does not say which call a message was left in: `providerCallId` is the message's own ID. */
  readonly isMessageId?: boolean;
  /** The vendor's ID of the message that was left in the call, where it tells both. */
  readonly messageId?: string;
  /**
   * `answered`: a person picked up. `machine`: an answering machine did, so that what else says that this leg was answered
   * does not count. `missed`: the vendor says that nobody did. `ended`: the call is over, which of an inbound call that
   * nobody answered makes a missed one. `passed-on`: the leg is over, and the call goes on elsewhere. `info`: says nothing
   * about the outcome.
   */
  readonly kind: CallEventKind;
  /**
   * Evidence that other events may outweigh. `answered`: perhaps only the phone system itself picked up (menu, voicemail
   * greeting), so that a miss outweighs it. `missed`: one leg was not taken, which makes a missed call only of a call that
   * came in and is over. `voicemail`: a recording that is a message only if nobody picked up. `ended`: one leg is over, which ends
   * the call when it was seen to ring and all that rang are over.
   */
  readonly weak: boolean;
  /** It was found in the vendor's call log. What webhooks said of times, numbers and names outweighs it. */
  readonly fromLog?: boolean;
  /**
   * The vendor's ID of the leg that the event is about, where a call has several under one ID (the caller's, and one for
   * each phone that rings); null when it is about the call itself. The end of a leg ends the call only if it is the leg
   * that came in.
   */
  readonly leg: string | null;
  /** The leg is the caller's own. Where a call has one, no other leg's end is the call's, whatever its direction. */
  readonly isCaller?: boolean;
  readonly direction: 'inbound' | 'outbound' | null;
  /** As the vendor wrote it; the worker makes it E.164. */
  readonly from: string | null;
  readonly to: string | null;
  readonly callerName: string | null;
  /** All times in milliseconds since the Unix epoch. */
  readonly occurredAt: number | null;
  readonly startedAt: number | null;
  readonly answeredAt: number | null;
  readonly endedAt: number | null;
  /** Whole seconds. */
  readonly durationSeconds: number | null;
  readonly voicemail: {
    readonly recordingUrl: string | null;
    readonly transcript: string | null;
    readonly durationSeconds: number | null;
  } | null;
}

/** An event that says nothing but which call it is about. */
export const emptyEvent = (providerCallId: string): CallEvent => ({
  providerCallId,
  kind: 'info',
  weak: false,
  leg: null,
  direction: null,
  from: null,
  to: null,
  callerName: null,
  occurredAt: null,
  startedAt: null,
  answeredAt: null,
  endedAt: null,
  durationSeconds: null,
  voicemail: null,
});

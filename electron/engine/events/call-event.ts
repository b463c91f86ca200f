/** One event about one call, in the same form for every vendor. */
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
  /** The vendor's ID of the call, the same in all of its events. */
  readonly providerCallId: string;
  /** True when the vendor does not name a message's call: `providerCallId` is then the message's ID. */
  readonly isMessageId?: boolean;
  /** The vendor's ID of the message left in the call, where it gives both IDs. */
  readonly messageId?: string;
  /**
   * `answered`: a person picked up. `machine`: an answering machine picked up; other answers of this leg do not count.
   * `missed`: the vendor says that nobody picked up. `ended`: the call is over; an inbound call without an answer is then
   * missed. `passed-on`: the leg is over, and the call continues elsewhere. `info`: nothing about the outcome.
   */
  readonly kind: CallEventKind;
  /**
   * Weak evidence, which other events may outweigh. `answered`: perhaps only the phone system picked up (menu, voicemail
   * greeting); a miss outweighs it. `missed`: one leg was not answered; the call is missed only when it is inbound and over.
   * `voicemail`: a recording that is a message only when nobody picked up. `ended`: one leg is over; the call ends with it
   * when this leg rang and all ringing legs are over.
   */
  readonly weak: boolean;
  /** True where the vendor tells a person's answer from a machine's, and says that a person answered. */
  readonly isHuman?: boolean;
  /** True for an event from the vendor's call log. Times, numbers and names from webhooks outweigh it. */
  readonly fromLog?: boolean;
  /** True for an event of a request that was refused first. */
  readonly isLate?: boolean;
  /**
   * The vendor's ID of the event's leg, where a call has several legs under one ID (the caller's, and one for each phone
   * that rings). Null for an event about the call itself. Only the end of the inbound leg ends the call.
   */
  readonly leg: string | null;
  /** True for the caller's own leg. Where a call has one, the end of no other leg ends the call. */
  readonly isCaller?: boolean;
  readonly direction: 'inbound' | 'outbound' | null;
  /** As the vendor wrote it. The worker converts it to E.164. */
  readonly from: string | null;
  readonly to: string | null;
  readonly callerName: string | null;
  /** All times are milliseconds since the Unix epoch (UTC). */
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

/** An event with nothing but its call's ID; readers add what they know. */
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

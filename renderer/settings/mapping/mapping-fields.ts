import type { EventMapping, mappedDirections, mappedTypes } from '#shared/mapping/event-mapping.ts';

/** Fields whose values are copied unchanged, in the form's order. */
export const plainFields = [
  'callId',
  'from',
  'to',
  'callerName',
  'id',
  'timestamp',
  'startedAt',
  'answeredAt',
  'endedAt',
  'durationSeconds',
  'status',
  'recordingUrl',
  'transcript',
] as const satisfies readonly (keyof EventMapping)[];
export type PlainField = (typeof plainFields)[number];

/** Fields whose values are translated to words of ours. */
export const wordFields = ['type', 'direction'] as const satisfies readonly (keyof EventMapping)[];
export type WordField = (typeof wordFields)[number];
export type MappingField = PlainField | WordField;

export const fieldNames: Record<MappingField, { label: string; description?: string }> = {
  callId: { label: 'Call ID', description: 'The same in all events of a call. Required.' },
  type: { label: 'What happened', description: 'Required.' },
  direction: { label: 'Direction' },
  from: { label: 'Caller' },
  to: { label: 'Called number' },
  callerName: { label: "Caller's name" },
  id: { label: 'Event ID', description: 'Repeated events are recognised by it.' },
  timestamp: { label: 'Time of the event' },
  startedAt: { label: 'Start of the call' },
  answeredAt: { label: 'Time of the answer' },
  endedAt: { label: 'End of the call' },
  durationSeconds: { label: 'Duration' },
  status: { label: 'How it ended', description: 'Read where an event only says that the call ended.' },
  recordingUrl: { label: 'Recording' },
  transcript: { label: 'Transcript' },
};

/** Fields that most phone systems need. The others are collapsed. */
export const mainFields: ReadonlySet<MappingField> = new Set(['callId', 'type', 'direction', 'from', 'to']);

export const typeNames: Record<(typeof mappedTypes)[number], string> = {
  'call.missed': 'Missed call',
  'call.voicemail': 'Voicemail',
  'call.answered': 'Answered',
  'call.ended': 'Ended',
  'call.ringing': 'Ringing',
  'call.started': 'Started',
};

export const directionNames: Record<(typeof mappedDirections)[number], string> = {
  inbound: 'Incoming',
  outbound: 'Outgoing',
};

export const wordNames: Record<WordField, Readonly<Record<string, string>>> = {
  type: typeNames,
  direction: directionNames,
};

/** The calls and follow-ups of the scenes. */
import type { Call } from '#shared/contract/calls.ts';
import type { FollowUp } from '#shared/contract/follow-ups.ts';
import { minutesBefore, sampleCall, sampleFollowUp } from '../support/samples.ts';

const quote =
  'Hi, I have a question about the quote you sent on Friday. Two of the quantities have changed, and I would like to know whether the delivery date still holds. Please call me back before four, thank you.';

const voicemail = (durationSeconds: number, transcript: string | null): Partial<Call> => ({
  outcome: 'voicemail',
  voicemail: { recordingUrl: null, transcript, durationSeconds },
});

interface Thread {
  minutes: number;
  parts: Partial<Call>;
  missed?: number;
  voicemails?: number;
}

const uk = { to: '+441632960100', sourceId: 'service' };
const threads: Thread[] = [
  { minutes: 4, parts: { callerName: 'Reception', from: '+14155550123' }, missed: 3 },
  { minutes: 11, parts: { from: '+14155550147', ...voicemail(42, quote) } },
  { minutes: 26, parts: { from: '+441632960961', foundLater: true, ...uk } },
  {
    minutes: 38,
    parts: {
      callerName: 'Accounts desk',
      from: '+14155550162',
      ...voicemail(18, 'Just returning your call, I am at my desk until six.'),
    },
    missed: 2,
    voicemails: 1,
  },
  { minutes: 55, parts: { from: null } },
  {
    minutes: 74,
    parts: { callerName: 'Warehouse, loading bay and goods inwards, night shift', from: '+14155550178' },
  },
  { minutes: 122, parts: { from: '+14155550119', ...voicemail(7, null) } },
  { minutes: 180, parts: { callerName: 'Purchasing', from: '+441632960055', ...uk }, missed: 2 },
  { minutes: 1130, parts: { from: '+14155550138' } },
  {
    minutes: 1190,
    parts: {
      callerName: 'Front desk',
      from: '+14155550184',
      ...voicemail(
        63,
        'Good afternoon, this is about the invoice from last month. It shows the old address, could you send a corrected one?',
      ),
    },
  },
  { minutes: 1320, parts: { from: '+441632960712', ...uk }, missed: 4 },
  { minutes: 1390, parts: { callerName: 'Workshop', from: '+14155550155' } },
  { minutes: 4300, parts: { from: '+14155550191' } },
  {
    minutes: 4380,
    parts: {
      callerName: 'Shipping',
      from: '+14155550106',
      ...voicemail(31, 'The pallet is ready for collection from tomorrow morning.'),
    },
  },
  { minutes: 5760, parts: { from: '+14155550133' }, missed: 2 },
  { minutes: 7210, parts: { callerName: 'Facilities', from: '+441632960340', ...uk } },
  { minutes: 15900, parts: { from: '+14155550170' } },
  { minutes: 17300, parts: { callerName: 'Showroom', from: '+14155550188' }, missed: 2 },
  { minutes: 18750, parts: { from: '+441632960417', ...uk } },
  { minutes: 20200, parts: { from: null } },
  { minutes: 23100, parts: { callerName: 'Back office', from: '+14155550141', ...voicemail(25, null) } },
  { minutes: 480_000, parts: { from: '+14155550112' } },
];

function full(): { calls: Call[]; followUps: FollowUp[] } {
  const calls: Call[] = [];
  const followUps: FollowUp[] = [];
  for (const { minutes, parts, missed = 1, voicemails } of threads) {
    const last = sampleCall({ startedAt: minutesBefore(minutes), ...parts });
    const isVoicemail = last.outcome === 'voicemail';
    const earlier = Array.from({ length: missed - (isVoicemail ? 0 : 1) }, (_, index) =>
      sampleCall({
        startedAt: minutesBefore(minutes + 35 * (index + 1)),
        from: last.from,
        to: last.to,
        sourceId: last.sourceId,
        callerName: last.callerName,
      }),
    );
    calls.push(last, ...(isVoicemail && missed === 1 && !voicemails ? [] : earlier));
    followUps.push(
      sampleFollowUp(last, {
        missedCount: isVoicemail && !voicemails ? 0 : missed,
        voicemailCount: isVoicemail ? (voicemails ?? 1) : 0,
      }),
    );
  }
  const talks: [number, Partial<Call>][] = [
    [1, { from: '+14155550129', outcome: 'ringing', endedAt: null }],
    [19, { from: '+14155550158', outcome: 'answered', durationSeconds: 734, callerName: 'Planning' }],
    [
      47,
      {
        direction: 'outbound',
        from: '+14155550100',
        to: '+14155550123',
        callerName: 'Reception',
        outcome: 'other',
      },
    ],
    [160, { direction: 'outbound', from: '+14155550100', to: '+441632960961', outcome: 'other' }],
    [1210, { from: '+14155550184', outcome: 'answered', durationSeconds: 4210, callerName: 'Front desk' }],
  ];
  for (const [minutes, parts] of talks)
    calls.push(sampleCall({ startedAt: minutesBefore(minutes), ...parts }));
  calls.sort((a, b) => ((a.startedAt ?? '') < (b.startedAt ?? '') ? 1 : -1));
  return { calls, followUps };
}

export const withCalls = full();
export const closed = withCalls.followUps.map((followUp, index) => ({
  ...followUp,
  state: 'closed' as const,
  closedAt: minutesBefore(index * 13),
  closedBy: index % 3 === 1 ? ('answered' as const) : ('rep' as const),
}));

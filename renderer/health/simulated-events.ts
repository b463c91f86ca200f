import type { SimulatedEvent, SimulationResult } from '#shared/contract/simulator.ts';

/** The events that a test can send, in the order of the menu. */
export const eventNames: Record<SimulatedEvent, { label: string; text: string }> = {
  missed: { label: 'Missed call', text: 'It appears in To call back.' },
  voicemail: { label: 'Voicemail', text: 'It appears in To call back, with its message.' },
  answered: { label: 'Answered call', text: 'It appears in All calls only.' },
  duplicate: { label: 'The same event twice', text: 'It counts once.' },
  'out-of-order': { label: 'Events in the wrong order', text: 'The call is still complete and correct.' },
  tampered: {
    label: 'A changed request',
    text: 'Ringback refuses it: its signature no longer matches.',
  },
  stale: { label: 'An old request', text: 'Ringback refuses it if the phone system signs the time.' },
  storm: { label: 'A storm', text: 'Many events at once, none of them lost.' },
};

/** Equal requests with equal answers, and their number. */
export interface RequestGroup {
  description: string;
  status: number;
  times: number;
}

export function groupRequests(requests: SimulationResult['requests']): RequestGroup[] {
  const groups = new Map<string, RequestGroup>();
  for (const { description, status } of requests) {
    const key = `${status} ${description}`;
    const group = groups.get(key) ?? { description, status, times: 0 };
    groups.set(key, { ...group, times: group.times + 1 });
  }
  return [...groups.values()];
}

/** True when any request was accepted and may have made a call. */
export const makesCalls = (requests: SimulationResult['requests']): boolean =>
  requests.some(({ status }) => status >= 200 && status < 300);

/** "Accepted (200)", "Refused (401)", "Busy (503)". */
export function statusWords(status: number): string {
  if (status >= 200 && status < 300) return `Accepted (${status})`;
  return status >= 500 || status === 429 ? `Not stored now (${status})` : `Refused (${status})`;
}

import type { Call } from '#shared/contract/calls.ts';
import { Ago } from '../time/Ago.tsx';
import { callTime } from '../time/call-time.ts';

/** When a call happened, with its day; nothing where that is not known. */
export function CallTime({ call }: { call: Call }) {
  const at = callTime(call);
  return at && <Ago iso={at} as="at" />;
}

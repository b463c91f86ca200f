/** The reason why nothing arrives, in words for the rep. */
import type { TunnelProblem } from '../tunnel/index.ts';

/** A problem of the tunnel, or a probe's finding. */
export interface Fault extends TunnelProblem {
  /** Of a probe's answer: its HTTP status. */
  readonly status?: number;
  /** Of a connection that failed: the system's code, such as ECONNREFUSED. */
  readonly errno?: string;
  /** Of another Ringback's answer: when it last received a genuine call, and null where it has not. */
  readonly rival?: { readonly callsAt: number | null };
}

/** Whether two findings are the same, whatever their sentences say. */
export const isSameFinding = (one: Fault, other: Fault): boolean =>
  one.code === other.code && one.status === other.status && one.errno === other.errno;

const reconnecting = 'It reconnects automatically.';

export const asleepFault: Fault = {
  code: 'asleep',
  message: 'The computer went to sleep.',
  fix: 'It reconnects when the computer wakes up.',
  permanent: false,
};
export const awakeFault: Fault = {
  code: 'asleep',
  message: 'The computer was asleep.',
  fix: reconnecting,
  permanent: false,
};
export const slowOpeningFault: Fault = {
  code: 'network',
  message: 'The tunnel did not open within 30 s.',
  fix: `Check the internet connection. ${reconnecting}`,
  permanent: false,
};

/** The reason why nothing arrives, in words for the rep. */
import type { TunnelProblem } from '../tunnel/index.ts';

/** A problem of the tunnel, or a probe's finding. */
export type Fault = TunnelProblem;

const reconnecting = 'It reconnects by itself.';

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

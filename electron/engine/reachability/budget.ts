/**
 * The number of probes that a tunnel's plan allows. A token bucket: spent tokens come back over the month, so no counter has to
 * survive a restart.
 */
import type { LiveTunnel } from '#shared/config/tunnel.ts';
import { dayMs } from '#shared/util/instant.ts';
import { probeEveryMs } from './timing.ts';

const monthMs = 30 * dayMs;
/** ngrok's free plan, https://ngrok.com/docs/pricing-limits/free-plan-limits. */
const ngrokMonthlyRequests = 20_000;
/** The share of the plan that probes may use; phone systems get the rest. */
const probeShare = 0.6;
/** The share for regular probes; a tenth is kept for probes after changes and failures. */
const regularShare = 0.9;
/** The largest burst, as a share of the month. */
const burstShare = 0.02;

export interface Budget {
  readonly refillMs: number;
  readonly burst: number;
  readonly tokens: number;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
}

/** Returns the budget of a tunnel; null where requests are not counted. ngrok's SDK does not tell the plan, so the free plan is assumed. */
export function budgetOf({ settings }: LiveTunnel, now: number): Budget | null {
  if (settings.kind !== 'ngrok') return null;
  const requests = settings.monthlyRequests ?? (settings.server ? null : ngrokMonthlyRequests);
  if (requests === null) return null;
  const probes = requests * probeShare;
  const burst = Math.max(5, Math.round(probes * burstShare));
  return { refillMs: monthMs / probes, burst, tokens: burst, at: now };
}

const filled = (budget: Budget, now: number): Budget => ({
  ...budget,
  tokens: Math.min(budget.burst, budget.tokens + Math.max(0, now - budget.at) / budget.refillMs),
  at: now,
});

export const spend = (budget: Budget | null, now: number): Budget | null => {
  if (!budget) return null;
  const full = filled(budget, now);
  return { ...full, tokens: Math.max(0, full.tokens - 1) };
};

/** Returns the milliseconds until two probes are affordable, which is what checking a failure takes. */
export const waitForBudget = (budget: Budget | null, now: number): number =>
  budget ? Math.max(0, Math.ceil((2 - filled(budget, now).tokens) * budget.refillMs)) : 0;

/** Returns the interval between regular probes, in milliseconds. */
export const regularProbeMs = (budget: Budget | null): number =>
  budget ? Math.max(probeEveryMs, Math.ceil(budget.refillMs / regularShare)) : probeEveryMs;

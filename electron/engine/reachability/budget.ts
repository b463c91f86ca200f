/**
 * How many probes a tunnel's plan can bear. A token bucket: what is spent comes back over the month, so that no count has
 * to outlive the process.
 */
import type { LiveTunnel } from '#shared/config/tunnel.ts';
import { probeEveryMs } from './timing.ts';

const monthMs = 30 * 24 * 3_600_000;
/** ngrok's free plan, https://ngrok.com/docs/pricing-limits/free-plan-limits. */
const ngrokMonthlyRequests = 20_000;
/** The rest is for the phone systems. */
const probeShare = 0.6;
/** Regular probes leave a tenth for those after changes and failures. */
const regularShare = 0.9;
/** Saved up at most. */
const burstShare = 0.02;

export interface Budget {
  readonly refillMs: number;
  readonly burst: number;
  readonly tokens: number;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
}

/** Null where nothing is counted. The plan is not known to ngrok's SDK: the smallest one is assumed. */
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

/** Milliseconds until a failure can be looked at: two probes. */
export const waitForBudget = (budget: Budget | null, now: number): number =>
  budget ? Math.max(0, Math.ceil((2 - filled(budget, now).tokens) * budget.refillMs)) : 0;

/** Between regular probes, in milliseconds. */
export const regularProbeMs = (budget: Budget | null): number =>
  budget ? Math.max(probeEveryMs, Math.ceil(budget.refillMs / regularShare)) : probeEveryMs;

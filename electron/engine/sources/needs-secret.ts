/** Sources that do without a webhook's secret. */
import { type LiveSource, usesSocket } from '#shared/config/sources.ts';
import type { ConfigIssue } from '../config/config-error.ts';

/** Whether all that is wrong with a source is a secret that it does not need: over its socket, the connection is the proof. */
export const isOnlyWithoutSecret = (
  source: Pick<LiveSource, 'transport' | 'secrets'>,
  issues: readonly ConfigIssue[],
): boolean =>
  usesSocket(source) &&
  source.secrets.length === 0 &&
  issues.every(({ code, path }) => code === 'missing' && path === 'secrets');

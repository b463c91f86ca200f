/** What a line of cloudflared's log tells. Its log is all that it says, so that its words are read here, and only here. */
import type { TunnelProblem } from '../tunnel.ts';
import { lookupProblem, quickLimitProblem, tokenProblem } from './problems.ts';

export interface LogLine {
  /** The line's own words, where it tells of an error. */
  error: string | null;
  /** The public address in a quick tunnel's banner. */
  url: string | null;
  /** A connection to Cloudflare is established. */
  isConnected: boolean;
  /** A problem that is certain. */
  problem: TunnelProblem | null;
}

const errorLine = / (ERR|FTL) |^error|token is not valid/i;
const quickAddress = /https:\/\/(?!api\.)[a-z0-9-]+\.trycloudflare\.com/;
const registered = /Registered tunnel connection/;

export const readLogLine = (line: string): LogLine => ({
  error: errorLine.test(line) ? line.replace(/^\S+ (ERR|FTL) /, '') : null,
  url: quickAddress.exec(line)?.[0] ?? null,
  isConnected: registered.test(line),
  problem: problemIn(line),
});

function problemIn(line: string): TunnelProblem | null {
  if (/tunnel token is not valid|Unauthorized: |Invalid tunnel secret/i.test(line)) return tokenProblem;
  if (/429 Too Many Requests|error code: 1015/i.test(line)) return quickLimitProblem;
  if (/no such host|network is unreachable/i.test(line)) return lookupProblem;
  return null;
}

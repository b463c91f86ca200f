/** Opens tunnels for a test and keeps note of what they report. */
import {
  type OpenTunnel,
  openTunnel,
  TunnelError,
  type TunnelProblem,
} from '../../../electron/engine/tunnel/index.ts';
import type { LiveTunnel } from '../../../shared/config/tunnel.ts';

export interface WatchedTunnel extends OpenTunnel {
  /** What it said when it went down. */
  readonly downs: readonly TunnelProblem[];
  readonly hostKeys: readonly string[];
}

export async function openWatched(
  tunnel: LiveTunnel,
  localPort: number,
  signal: AbortSignal = new AbortController().signal,
): Promise<WatchedTunnel> {
  const downs: TunnelProblem[] = [];
  const hostKeys: string[] = [];
  const { url, close } = await openTunnel(tunnel, {
    localPort,
    signal,
    onDown: (problem) => void downs.push(problem),
    onHostKey: (fingerprint) => void hostKeys.push(fingerprint),
  });
  return { url, close, downs, hostKeys };
}

/** Why it does not open. @throws Error when it does */
export async function problemOf(opening: Promise<OpenTunnel>): Promise<TunnelProblem> {
  try {
    await (await opening).close();
  } catch (error) {
    if (error instanceof TunnelError) return error.problem;
    throw error;
  }
  throw new Error('The tunnel opened');
}

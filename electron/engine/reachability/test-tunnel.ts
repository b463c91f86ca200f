/** The test of a tunnel in Settings: opens it, sends a probe through it, and closes it. */
import { setTimeout as pause } from 'node:timers/promises';
import type { LiveTunnel } from '#shared/config/tunnel.ts';
import type { TunnelTestResult } from '#shared/contract/tunnel.ts';
import { type openTunnel, TunnelError } from '../tunnel/index.ts';
import { raceWithAbort } from '../util/race-with-abort.ts';
import type { Fault } from './fault.ts';
import { slowOpeningFault } from './fault.ts';
import type { SendProbe } from './probe.ts';
import { openTimeoutMs, probeAgainMs, probeTimeoutMs } from './timing.ts';

/** Attempts: the edge of a new tunnel may need a moment before it forwards. */
const probes = 3;

const failed = ({ code, message, fix }: Fault): TunnelTestResult => ({
  ok: false,
  code,
  message,
  fix,
});

/** Tests a tunnel. Never rejects because of the tunnel. @param ended aborts the test. */
export async function testTunnel(
  tunnel: LiveTunnel,
  localPort: number,
  open: typeof openTunnel,
  probe: SendProbe,
  ended: AbortSignal,
): Promise<TunnelTestResult> {
  let down: Fault | null = null;
  try {
    const opened = await open(tunnel, {
      localPort,
      signal: AbortSignal.any([AbortSignal.timeout(openTimeoutMs), ended]),
      onDown: (problem) => {
        down = problem;
      },
    });
    try {
      for (let attempt = 1; ; attempt += 1) {
        const result = await raceWithAbort(probe(opened.url, probeTimeoutMs), { signal: ended });
        if (result.ok) return { ok: true, publicUrl: opened.url, roundTripMs: result.roundTripMs };
        if (attempt === probes || ended.aborted || down || result.fault.permanent)
          return failed(down ?? result.fault);
        // No event says that the edge forwards, so the probe is repeated.
        await pause(probeAgainMs, undefined, { signal: ended });
      }
    } finally {
      await opened.close();
    }
  } catch (error) {
    if (error instanceof TunnelError) return failed(error.problem);
    if (ended.aborted || error instanceof DOMException) return failed(slowOpeningFault);
    throw error;
  }
}

import { useState } from 'react';
import type { WindowRequest } from '#shared/contract/ipc.ts';
import type { TunnelTestResult } from '#shared/contract/tunnel.ts';
import { useBridge } from '../../data/bridge.ts';
import { failureWords } from '../../ui/failure.ts';

/** Tests a tunnel with the form's values, and keeps the result. */
export function useTunnelTest() {
  const bridge = useBridge();
  const [isRunning, setRunning] = useState(false);
  const [report, setReport] = useState<TunnelTestResult | null>(null);
  const run = async (request: WindowRequest<'tunnel.test'>) => {
    setRunning(true);
    setReport(null);
    try {
      setReport(await bridge.tunnel.test(request));
    } catch (error) {
      setReport({
        ok: false,
        code: 'unexpected',
        message: failureWords(error),
        fix: 'Nothing was changed.',
      });
    } finally {
      setRunning(false);
    }
  };
  return { run, isRunning, report, forget: () => setReport(null) };
}

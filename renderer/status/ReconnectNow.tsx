import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Status } from '#shared/contract/status.ts';
import { useBridge } from '../data/bridge.ts';
import { attempt } from '../ui/toast.ts';

/** The button that retries the tunnel now. Nothing when it works or there is none. */
export function ReconnectNow({ status: { reachability } }: { status: Status }) {
  const bridge = useBridge();
  const [isTrying, setTrying] = useState(false);
  if (!reachability || reachability.phase === 'off' || reachability.phase === 'listening') return null;
  const reconnect = async () => {
    setTrying(true);
    await attempt(() => bridge.tunnel.reconnect(), 'Not reconnected');
    setTrying(false);
  };
  return (
    <div>
      <Button size="compact-sm" variant="default" loading={isTrying} onClick={() => void reconnect()}>
        Reconnect now
      </Button>
    </div>
  );
}

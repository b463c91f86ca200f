import { Button } from '@mantine/core';
import { useState } from 'react';
import { useBridge } from '../data/bridge.ts';
import { attempt } from '../ui/toast.ts';

/** The button that shows a sample notification, to check that they appear. */
export function TestNotification() {
  const bridge = useBridge();
  const [isSending, setSending] = useState(false);
  const send = async () => {
    setSending(true);
    await attempt(() => bridge.notifications.test(), 'The notification was not shown');
    setSending(false);
  };
  return (
    <Button variant="default" loading={isSending} onClick={() => void send()}>
      Show a test notification
    </Button>
  );
}

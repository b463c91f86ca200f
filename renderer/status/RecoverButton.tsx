import { Button } from '@mantine/core';
import type { WindowRequest } from '#shared/contract/ipc.ts';
import { timeWords } from '#shared/format/time.ts';
import { useBridge } from '../data/bridge.ts';
import { useSettings } from '../data/queries.ts';
import { attempt, showConfirmation } from '../ui/toast.ts';

interface RecoverButtonProps {
  request: WindowRequest<'settings.recover'>;
  label: string;
}

/** A button that deals with damaged settings or secrets. */
export function RecoverButton({ request, label }: RecoverButtonProps) {
  const bridge = useBridge();
  const recover = async () => {
    if (await attempt(() => bridge.settings.recover(request), 'Not done')) showConfirmation('Done');
  };
  return (
    <Button size="compact-sm" variant="default" style={{ flex: 'none' }} onClick={() => void recover()}>
      {label}
    </Button>
  );
}

/** The button that restores the settings of an earlier time. @param copyFrom ISO 8601. */
export function RestoreButton({ copyFrom }: { copyFrom: string }) {
  const { at } = timeWords(useSettings().data?.locale);
  return (
    <RecoverButton
      request={{ file: 'settings', choice: 'restore' }}
      label={`Restore the settings of ${at(copyFrom, Date.now())}`}
    />
  );
}

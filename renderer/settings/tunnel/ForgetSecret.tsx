import { Button } from '@mantine/core';
import type { TunnelSettings } from '#shared/config/tunnel.ts';
import { useBridge } from '../../data/bridge.ts';
import { showConfirmation } from '../../ui/toast.ts';
import { useSecretSave } from '../use-secret-save.ts';

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** The button that removes an optional secret of the tunnel. */
export function ForgetSecret({ tunnel, label }: { tunnel: TunnelSettings; label: string }) {
  const bridge = useBridge();
  const { save, isSaving } = useSecretSave(bridge.tunnel.save);
  const erase = async () => {
    const saved = await save({ tunnel, clearSecret: true });
    if (saved.isSaved) showConfirmation('Erased');
  };
  return (
    <div>
      <Button size="compact-sm" variant="default" loading={isSaving} onClick={() => void erase()}>
        Erase the {lowerFirst(label.replace(/ \(optional\)$/, ''))}
      </Button>
    </div>
  );
}

import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import type { SubscriptionState } from '#shared/contract/subscriptions.ts';
import { useBridge } from '../data/bridge.ts';
import { attempt, showConfirmation } from '../ui/toast.ts';

interface NewAddressActsProps {
  subscription: SubscriptionState;
  /** The phone system's name, for those who do not see where the buttons are. */
  name: string;
}

/** What to do about a phone system that still calls the tunnel's old address; nothing for others. */
export function NewAddressActs({ subscription: { sourceId: id, address }, name }: NewAddressActsProps) {
  const bridge = useBridge();
  const [isMoving, setMoving] = useState(false);
  if (!address) return null;
  const copy = async () => {
    if (await attempt(() => bridge.sources.copyUrl({ id }), 'Nothing was copied'))
      showConfirmation('New address copied');
  };
  const move = async () => {
    setMoving(true);
    if (await attempt(() => bridge.sources.moveAddress({ id }), 'The address was not changed'))
      showConfirmation('Address changed');
    setMoving(false);
  };
  const confirm = () => attempt(() => bridge.sources.confirmAddress({ id }), 'Not noted');
  return (
    <Group gap="xs" wrap="nowrap">
      {address.canMove && (
        <Button
          size="compact-sm"
          loading={isMoving}
          onClick={() => void move()}
          aria-label={`Change it for ${name}`}
        >
          Change it there
        </Button>
      )}
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => void copy()}
        aria-label={`Copy the new address for ${name}`}
      >
        Copy address
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => void confirm()}
        aria-label={`I changed it in ${name}`}
      >
        I changed it
      </Button>
    </Group>
  );
}

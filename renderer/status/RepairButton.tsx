import { Button } from '@mantine/core';
import { useState } from 'react';
import type { SubscriptionState } from '#shared/contract/subscriptions.ts';
import { hasProblem } from '#shared/status/subscription-words.ts';
import { useBridge } from '../data/bridge.ts';
import { failureWords } from '../ui/failure.ts';
import { showConfirmation, showError } from '../ui/toast.ts';

/** The button that renews or enables a subscription. Nothing when it is healthy or cannot be repaired here. */
export function RepairButton({ subscription }: { subscription: SubscriptionState }) {
  const bridge = useBridge();
  const [isRepairing, setRepairing] = useState(false);
  if (!subscription.canRepair || !hasProblem(subscription)) return null;
  const repair = async () => {
    setRepairing(true);
    try {
      const repaired = await bridge.subscriptions.repair({ sourceId: subscription.sourceId });
      if (hasProblem(repaired)) showError('Not repaired', repaired.reason ?? 'The phone system refused it.');
      else showConfirmation('Repaired');
    } catch (error) {
      showError('Not repaired', failureWords(error));
    } finally {
      setRepairing(false);
    }
  };
  return (
    <div>
      <Button size="compact-sm" variant="default" loading={isRepairing} onClick={() => void repair()}>
        Repair
      </Button>
    </div>
  );
}

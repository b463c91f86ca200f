import { Button } from '@mantine/core';
import { useState } from 'react';
import { useBridge } from '../data/bridge.ts';
import { failureWords } from '../ui/failure.ts';
import { showError } from '../ui/toast.ts';

/** The button that runs catch-up now, for one phone system or all. The status brings the result. */
export function CheckNow({ sourceId }: { sourceId?: string }) {
  const bridge = useBridge();
  const [isLooking, setLooking] = useState(false);
  const look = async () => {
    setLooking(true);
    try {
      await bridge.catchUp.run(sourceId === undefined ? {} : { sourceId });
    } catch (error) {
      showError('The call log was not read', failureWords(error));
    } finally {
      setLooking(false);
    }
  };
  return (
    <div>
      <Button size="compact-sm" variant="default" loading={isLooking} onClick={() => void look()}>
        Check now
      </Button>
    </div>
  );
}

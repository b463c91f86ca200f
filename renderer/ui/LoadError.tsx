import { Button, EmptyState } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';

interface LoadErrorProps {
  /** What could not be loaded, as a sentence. */
  title: string;
  onRetry: () => void;
}

/** The error state of a screen, with a button to retry. */
export function LoadError({ title, onRetry }: LoadErrorProps) {
  return (
    <EmptyState
      role="alert"
      py={64}
      px="md"
      icon={<IconAlertTriangle size={32} stroke={1.5} />}
      title={title}
      description="Ringback's engine did not answer. Nothing is lost."
    >
      <EmptyState.Actions>
        <Button variant="default" onClick={onRetry}>
          Try again
        </Button>
      </EmptyState.Actions>
    </EmptyState>
  );
}

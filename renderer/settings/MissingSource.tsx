import { Button, EmptyState } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';

/** The page of a phone system that no longer exists. */
export function MissingSource() {
  const navigate = useNavigate();
  return (
    <EmptyState py={72} title="This phone system was removed">
      <EmptyState.Actions>
        <Button variant="default" onClick={() => void navigate({ to: '/settings' })}>
          Open Settings
        </Button>
      </EmptyState.Actions>
    </EmptyState>
  );
}

import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { Problem } from '#shared/problem.ts';
import { actionFor } from './problem-actions.ts';

/** Leads to the place where a problem is put right; nothing where that is outside the window. */
export function FixButton({ problem }: { problem: Problem }) {
  const navigate = useNavigate();
  const action = actionFor(problem);
  if (!action) return null;
  return (
    <Button
      size="compact-sm"
      variant="default"
      style={{ flex: 'none' }}
      onClick={() =>
        void (action.to === '/settings'
          ? navigate({ to: action.to })
          : navigate({ to: action.to, params: { sourceId: action.sourceId } }))
      }
    >
      {action.label}
    </Button>
  );
}

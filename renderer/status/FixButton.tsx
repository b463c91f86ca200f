import { useNavigate } from '@tanstack/react-router';
import type { Problem } from '#shared/contract/problem.ts';
import { LineButton } from './LineButton.tsx';
import { actionFor } from './problem-actions.ts';

/** Leads to the place where a problem is put right; nothing where that is outside the window. */
export function FixButton({ problem }: { problem: Problem }) {
  const navigate = useNavigate();
  const action = actionFor(problem);
  if (!action) return null;
  return (
    <LineButton
      label={action.label}
      onClick={() =>
        void (action.to === '/settings'
          ? navigate({ to: action.to })
          : navigate({ to: action.to, params: { sourceId: action.sourceId } }))
      }
    />
  );
}

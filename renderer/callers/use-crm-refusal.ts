import { useNavigate } from '@tanstack/react-router';
import { crmSection } from '../ui/settings-sections.ts';
import type { ToastAction } from '../ui/ToastMessage.tsx';
import { type Refusal, showError } from '../ui/toast.ts';

/** The title of the toast. */
export const crmNotOpened = 'The CRM was not opened';

/** How a CRM that was not opened is told, and the action that solves it, where the window has one. */
export function useCrmRefusal() {
  const navigate = useNavigate();
  const remedyOf = ({ code }: Refusal): ToastAction | null =>
    code === 'no-crm'
      ? { label: 'Set the CRM address', run: () => void navigate({ to: '/settings', hash: crmSection }) }
      : null;
  return {
    remedyOf,
    show: (refusal: Refusal): void => showError(crmNotOpened, refusal.message, remedyOf(refusal)),
  };
}

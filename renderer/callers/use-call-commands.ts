import { useNavigate } from '@tanstack/react-router';
import { otherParty, withheldReason } from '#shared/calls/party.ts';
import { crmNeedsNumber } from '#shared/config/crm-url.ts';
import type { Call } from '#shared/contract/calls.ts';
import { useBridge } from '../data/bridge.ts';
import { useSettings } from '../data/queries.ts';
import { crmSection } from '../ui/settings-sections.ts';
import { attempt, type Refusal, showConfirmation, showError } from '../ui/toast.ts';

/** The commands on a call. Each shows its result. */
export function useCallCommands() {
  const bridge = useBridge();
  const navigate = useNavigate();
  const template = useSettings().data?.settings.crmTemplate ?? '';
  const hasCrmAddress = (call: Call): boolean => otherParty(call) !== null || !crmNeedsNumber(template);
  const hasNumber = (call: Call, failure: string): boolean => {
    if (otherParty(call) !== null) return true;
    showError(failure, withheldReason);
    return false;
  };
  const crmRemedy = ({ code }: Refusal) =>
    code === 'no-crm'
      ? { label: 'Set the CRM address', run: () => void navigate({ to: '/settings', hash: crmSection }) }
      : null;
  return {
    /** True when the CRM address can be filled. Most addresses need the number, which may be withheld. */
    hasCrmAddress,
    openInCrm: (call: Call) => {
      if (hasCrmAddress(call))
        void attempt(() => bridge.calls.openInCrm({ callId: call.id }), 'The CRM was not opened', crmRemedy);
      else showError('The CRM was not opened', withheldReason);
    },
    callBack: (call: Call) => {
      if (hasNumber(call, 'No call was started'))
        void attempt(() => bridge.calls.callBack({ callId: call.id }), 'No call was started');
    },
    copyNumber: async (call: Call) => {
      if (!hasNumber(call, 'Nothing was copied')) return;
      if (await attempt(() => bridge.calls.copyNumber({ callId: call.id }), 'Nothing was copied'))
        showConfirmation('Number copied');
    },
  };
}

import { otherParty, withheldReason } from '#shared/calls/party.ts';
import { crmNeedsNumber } from '#shared/config/crm-url.ts';
import type { Call } from '#shared/contract/calls.ts';
import { formatForPeople } from '#shared/format/phone.ts';
import { useBridge } from '../data/bridge.ts';
import { useSettings } from '../data/queries.ts';
import { attempt, type Refusal, showConfirmation, showError } from '../ui/toast.ts';
import { crmNotOpened, useCrmRefusal } from './use-crm-refusal.ts';

/** The commands on a call. Each shows its result. */
export function useCallCommands() {
  const bridge = useBridge();
  const { remedyOf } = useCrmRefusal();
  const view = useSettings().data;
  const template = view?.settings.crmTemplate ?? '';
  const hasCrmAddress = (call: Call): boolean => otherParty(call) !== null || !crmNeedsNumber(template);
  const hasNumber = (call: Call, failure: string): boolean => {
    if (otherParty(call) !== null) return true;
    showError(failure, withheldReason);
    return false;
  };
  const copyNumber = async (call: Call): Promise<void> => {
    if (!hasNumber(call, 'Nothing was copied')) return;
    if (await attempt(() => bridge.calls.copyNumber({ callId: call.id }), 'Nothing was copied'))
      showConfirmation('Number copied');
  };
  const copyAction = (call: Call) => ({ label: 'Copy number', run: () => void copyNumber(call) });
  return {
    /** True when the CRM address can be filled. Most addresses need the number, which may be withheld. */
    hasCrmAddress,
    openInCrm: (call: Call) => {
      if (hasCrmAddress(call))
        void attempt(() => bridge.calls.openInCrm({ callId: call.id }), crmNotOpened, remedyOf);
      else showError(crmNotOpened, withheldReason);
    },
    callBack: async (call: Call) => {
      const number = otherParty(call);
      if (number === null) {
        showError('No call was started', withheldReason);
        return;
      }
      const remedyOfCall = ({ code }: Refusal) => (code === 'no-program' ? copyAction(call) : null);
      const request = () => bridge.calls.callBack({ callId: call.id });
      // The program that takes the call tells nothing, so a way on is offered here.
      if (await attempt(request, 'No call was started', remedyOfCall))
        showConfirmation(
          `Calling ${formatForPeople(number, view?.effectiveRegion ?? null)}. Nothing happened?`,
          copyAction(call),
        );
    },
    copyNumber,
  };
}

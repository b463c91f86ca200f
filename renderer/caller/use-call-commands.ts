import type { Call } from '#shared/call.ts';
import { useBridge } from '../bridge/bridge.ts';
import { attempt, confirm, refuse } from '../ui/toast.ts';
import { otherParty } from './party.ts';

/** What a caller who withheld the number cannot be given. */
const withheld = 'The caller withheld the number.';

/** What can be done with a call, each telling its result. */
export function useCallCommands() {
  const bridge = useBridge();
  const hasNumber = (call: Call, failure: string): boolean => {
    if (otherParty(call) !== null) return true;
    refuse(failure, withheld);
    return false;
  };
  return {
    openInCrm: (call: Call) => void attempt(() => bridge.openInCrm(call.id), 'The CRM was not opened'),
    callBack: (call: Call) => {
      if (hasNumber(call, 'No call was started'))
        void attempt(() => bridge.callBack(call.id), 'No call was started');
    },
    copyNumber: async (call: Call) => {
      if (!hasNumber(call, 'Nothing was copied')) return;
      if (await attempt(() => bridge.copyNumber(call.id), 'Nothing was copied')) confirm('Number copied');
    },
  };
}

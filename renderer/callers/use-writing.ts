import type { Call } from '#shared/contract/calls.ts';
import { formatForPeople } from '#shared/format/phone.ts';
import { useSettings } from '../data/queries.ts';
import { sourceName } from '../ui/source-name.ts';
import { type Identity, identify } from './identity.ts';
import { otherParty, ownNumber } from './party.ts';

/** How calls and callers are written for this reader. */
export interface Writing {
  caller: (caller: { callerName: string | null; number: string | null }) => Identity;
  party: (call: Call) => Identity;
  /** The line that rang: the source's name, and the own number where more is known. */
  line: (call: Call) => { name: string; number: string | null };
}

export function useWriting(): Writing {
  const view = useSettings().data;
  const region = view?.effectiveRegion ?? null;
  return {
    caller: (caller) => identify(caller, region),
    party: (call) => identify({ callerName: call.callerName, number: otherParty(call) }, region),
    line: (call) => {
      const own = ownNumber(call);
      return {
        name: sourceName(view?.settings.sources, call.sourceId),
        number: own ? formatForPeople(own, region) : null,
      };
    },
  };
}

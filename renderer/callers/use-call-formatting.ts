import { type Caller, type Identity, identify, identifyParty, ownNumber } from '#shared/calls/party.ts';
import type { Call } from '#shared/contract/calls.ts';
import { formatForPeople } from '#shared/format/phone.ts';
import { useSettings } from '../data/queries.ts';
import { sourceName } from '../ui/source-name.ts';

/** How calls and callers are written for this reader. */
export interface CallFormatting {
  caller: (caller: Caller) => Identity;
  party: (call: Call) => Identity;
  /** The line that rang: the source's name, and the own number where more is known. */
  line: (call: Call) => { name: string; number: string | null };
}

export function useCallFormatting(): CallFormatting {
  const view = useSettings().data;
  const region = view?.effectiveRegion ?? null;
  return {
    caller: (caller) => identify(caller, region),
    party: (call) => identifyParty(call, region),
    line: (call) => {
      const own = ownNumber(call);
      return {
        name: sourceName(view?.settings.sources, call.sourceId),
        number: own ? formatForPeople(own, region) : null,
      };
    },
  };
}

import { type Caller, type Identity, identify, identifyParty, ownNumber } from '#shared/calls/party.ts';
import type { Call } from '#shared/contract/calls.ts';
import { formatForPeople } from '#shared/format/phone.ts';
import { useSettings } from '../data/queries.ts';
import { sourceName } from '../ui/source-name.ts';

/** The formatting of calls and callers for this reader. */
export interface CallFormatting {
  caller: (caller: Caller) => Identity;
  party: (call: Call) => Identity;
  /** The line that rang: the source's name, and the rep's own number where known. */
  line: (call: Call) => { name: string; number: string | null };
}

/** Formats numbers for the effective region, and lines by the rep's names of sources. */
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

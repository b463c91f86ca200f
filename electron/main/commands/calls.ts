import { clipboard } from 'electron';
import { otherParty, withheldReason } from '#shared/calls/party.ts';
import { buildCrmUrl, CrmUrlError, crmNeedsNumber } from '#shared/config/crm-url.ts';
import type { Call, callShellMethods } from '#shared/contract/calls.ts';
import type { EngineResponse } from '#shared/contract/engine-protocol.ts';
import type { WindowHandlers } from '#shared/contract/ipc.ts';
import type { Outcome, RefusalCode } from '#shared/contract/outcome.ts';
import { telUrl } from '#shared/format/phone.ts';
import type { EngineSupervisor } from '../engine/supervisor.ts';
import { OpenExternalError, openExternal } from './open-external.ts';

/** The CRM address of a call's other party. @throws CrmUrlError */
export const crmUrlOf = (template: string, call: Call): string =>
  buildCrmUrl(template, {
    number: otherParty(call),
    callId: call.id,
    providerCallId: call.providerCallId,
    sourceId: call.sourceId,
    callerName: call.callerName,
  });

const refused = (code: RefusalCode, message: string): Outcome => ({ ok: false, code, message });

const withheld = (): Outcome => refused('withheld', withheldReason);

const attempt = async (address: () => string): Promise<Outcome> => {
  try {
    await openExternal(address());
    return { ok: true };
  } catch (error) {
    if (error instanceof OpenExternalError) return refused(error.code, error.message);
    if (error instanceof CrmUrlError) return refused('bad-address', error.message);
    throw error;
  }
};

/** The commands on calls, used by window, tray and notifications. */
export function createCallCommands(dependencies: {
  engine: Pick<EngineSupervisor, 'request'>;
  crmTemplate(): string;
  /** Called when the list of callers to call back has changed. */
  onCallersChanged(): void;
  onTestsRemoved(): void;
}) {
  const { engine, crmTemplate, onCallersChanged, onTestsRemoved } = dependencies;
  const withCall = async (callId: string, run: (call: Call) => Promise<Outcome>): Promise<Outcome> => {
    const call = await engine.request('calls.get', { id: callId });
    return call ? run(call) : refused('gone', 'This call is no longer in the list.');
  };
  const withNumber = (callId: string, run: (number: string) => Promise<Outcome>): Promise<Outcome> =>
    withCall(callId, (call) => {
      const number = otherParty(call);
      return number ? run(number) : Promise.resolve(withheld());
    });
  const openCallInCrm = async (call: Call): Promise<Outcome> => {
    const template = crmTemplate();
    if (!template) return refused('no-crm', 'No CRM address is set. Enter one in Settings.');
    // The CRM cannot find a caller without a number.
    if (!otherParty(call) && crmNeedsNumber(template)) return withheld();
    return attempt(() => crmUrlOf(template, call));
  };
  return {
    openCallInCrm,
    openInCrm: (callId: string) => withCall(callId, openCallInCrm),
    callBack: (callId: string) =>
      withNumber(callId, async (number) => {
        const address = telUrl(number);
        return address
          ? attempt(() => address)
          : refused('not-dialable', 'This is not a telephone number that can be dialled.');
      }),
    copyNumber: (callId: string) =>
      withNumber(callId, (number) => {
        clipboard.writeText(number);
        return Promise.resolve({ ok: true });
      }),
    /** Removes all test calls, and callers with no other call. */
    async removeTests(): Promise<EngineResponse<'calls.removeTests'>> {
      const answer = await engine.request('calls.removeTests', {});
      onTestsRemoved();
      onCallersChanged();
      return answer;
    },
  };
}
export type CallCommands = ReturnType<typeof createCallCommands>;

export const callHandlers = (calls: CallCommands): WindowHandlers<keyof typeof callShellMethods> => ({
  'calls.openInCrm': ({ callId }) => calls.openInCrm(callId),
  'calls.callBack': ({ callId }) => calls.callBack(callId),
  'calls.copyNumber': ({ callId }) => calls.copyNumber(callId),
  'calls.removeTests': () => calls.removeTests(),
});

import type { EngineRequest } from '#shared/contract/engine-protocol.ts';
import type { FollowUp, followUpShellMethods } from '#shared/contract/follow-ups.ts';
import type { WindowHandlers } from '#shared/contract/ipc.ts';
import type { EngineSupervisor } from '../engine/supervisor.ts';
import type { SummaryFeed } from '../status/summary-feed.ts';

/** The commands on follow-ups. Window and tray are both updated, because both count callers. */
export function createFollowUpCommands(dependencies: {
  engine: Pick<EngineSupervisor, 'request'>;
  summary: Pick<SummaryFeed, 'refresh'>;
  /** Emits a changed follow-up to the window; null when it no longer exists. */
  tellWindow(followUp: FollowUp | null): void;
}) {
  const { engine, summary, tellWindow } = dependencies;
  const told = async (asked: Promise<FollowUp | null>): Promise<FollowUp | null> => {
    const followUp = await asked;
    tellWindow(followUp);
    summary.refresh();
    return followUp;
  };
  return {
    close: (request: EngineRequest<'followUps.close'>) => told(engine.request('followUps.close', request)),
    reopen: (id: string) => told(engine.request('followUps.reopen', { id })),
  };
}

export const followUpHandlers = ({
  close,
  reopen,
}: ReturnType<typeof createFollowUpCommands>): WindowHandlers<keyof typeof followUpShellMethods> => ({
  'followUps.close': close,
  'followUps.reopen': ({ id }) => reopen(id),
});

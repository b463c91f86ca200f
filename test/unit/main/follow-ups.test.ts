import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { createFollowUpCommands } from '../../../electron/main/commands/follow-ups.ts';
import type { EngineSupervisor } from '../../../electron/main/engine/supervisor.ts';
import { SummaryFeed } from '../../../electron/main/status/summary-feed.ts';
import type { FollowUp } from '../../../shared/contract/follow-ups.ts';
import { sampleCall, sampleFollowUp } from '../../support/samples.ts';

describe('a caller marked as done, or put back', () => {
  const followUp = sampleFollowUp(sampleCall());
  let toCallBack = 1;
  const summary = new SummaryFeed(
    async () => ({ toCallBack, lastMissed: [], lastEventAt: null }),
    () => undefined,
  );
  afterEach(() => summary.refresh.cancel());

  const told: (FollowUp | null)[] = [];
  const request = async (method: string) => {
    toCallBack = method === 'followUps.close' ? 0 : 1;
    return followUp;
  };
  const commands = createFollowUpCommands({
    engine: { request: request as EngineSupervisor['request'] },
    summary,
    tellWindow: (changed) => told.push(changed),
  });

  it('is counted anew for the tray, and told to the window', async () => {
    for (const [move, expected] of [
      [() => commands.close({ id: followUp.id, outcome: 'reached' }), 0],
      [() => commands.reopen(followUp.id), 1],
    ] as const) {
      const changed = once(summary, 'changed');
      expect(await move()).toBe(followUp);
      expect(await changed).toMatchObject([{ toCallBack: expected }]);
      expect(summary.current?.toCallBack).toBe(expected);
    }
    expect(told).toEqual([followUp, followUp]);
  });
});

import type { followUpEngineMethods } from '#shared/contract/follow-ups.ts';
import type { StoreHandlers } from '../methods/handler.ts';
import type { FollowUpCommands } from './commands.ts';
import type { FollowUpQueries } from './queries.ts';

export interface FollowUpContext {
  readonly followUps: FollowUpQueries & FollowUpCommands;
  /** Milliseconds since the Unix epoch. */
  now(): number;
}

/** Answers what is asked of follow-ups. */
export const followUpHandlers: StoreHandlers<keyof typeof followUpEngineMethods, FollowUpContext> = {
  'followUps.list': { durable: false, run: (page, { followUps }) => followUps.list(page) },
  'followUps.close': {
    durable: true,
    run: ({ id }, { followUps, now }) => followUps.close(Number(id), now()),
  },
  'followUps.reopen': { durable: true, run: ({ id }, { followUps }) => followUps.reopen(Number(id)) },
};

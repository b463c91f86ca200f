import type { followUpEngineMethods } from '#shared/contract/follow-ups.ts';
import type { StoreHandlers } from '../methods/handler.ts';
import type { FollowUpCommands } from './commands.ts';
import type { FollowUpQueries } from './queries.ts';

export interface FollowUpContext {
  readonly followUps: FollowUpQueries & FollowUpCommands;
}

/** Handlers of the methods about follow-ups. */
export const followUpHandlers: StoreHandlers<keyof typeof followUpEngineMethods, FollowUpContext> = {
  'followUps.list': { durable: false, run: (page, { followUps }) => followUps.list(page) },
  'followUps.get': { durable: false, run: ({ id }, { followUps }) => followUps.get(Number(id)) },
  'followUps.close': {
    durable: true,
    run: ({ id, outcome }, { followUps }) =>
      followUps.act(Number(id), outcome === undefined ? { kind: 'done' } : { kind: 'done', outcome }),
  },
  'followUps.reopen': {
    durable: true,
    run: ({ id }, { followUps }) => followUps.act(Number(id), { kind: 'reopened' }),
  },
  'followUps.act': {
    durable: true,
    run: ({ id, act, actId }, { followUps }) => followUps.act(Number(id), act, actId),
  },
  'followUps.undo': { durable: true, run: ({ actId }, { followUps }) => followUps.undo(actId) },
};

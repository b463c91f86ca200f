import type { callEngineMethods, OutsideLine } from '#shared/contract/calls.ts';
import type { StoreHandlers } from '../methods/handler.ts';
import type { CallQueries } from './queries.ts';

export interface CallContext {
  readonly calls: CallQueries;
  findOutsideLine(): OutsideLine;
  /** Removes all test calls. @returns how many. */
  removeTestCalls(): number;
}

/** Handlers of the methods about calls. */
export const callHandlers: StoreHandlers<keyof typeof callEngineMethods, CallContext> = {
  'calls.list': { durable: false, run: (page, { calls }) => calls.list(page) },
  'calls.get': { durable: false, run: ({ id }, { calls }) => calls.get(Number(id)) },
  'calls.findOutsideLine': { durable: false, run: (_, { findOutsideLine }) => findOutsideLine() },
  'calls.removeTests': { durable: true, run: (_, { removeTestCalls }) => ({ removed: removeTestCalls() }) },
};

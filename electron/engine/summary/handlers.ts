import type { Summary, summaryEngineMethods } from '#shared/contract/summary.ts';
import type { StoreHandlers } from '../methods/handler.ts';

export interface SummaryContext {
  summary(): Summary;
}

/** Handlers of the tray's methods. */
export const summaryHandlers: StoreHandlers<keyof typeof summaryEngineMethods, SummaryContext> = {
  'summary.get': { durable: false, run: (_, { summary }) => summary() },
};

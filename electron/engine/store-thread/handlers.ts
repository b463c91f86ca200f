/** What is answered on the store's thread. */
import { combine } from '#shared/util/combine.ts';
import { type CallContext, callHandlers } from '../calls/handlers.ts';
import { type ProgressContext, type ProgressMethods, progressHandlers } from '../catch-up/progress.ts';
import { type HistoryContext, type HistoryMethods, historyHandlers } from '../feed-health/history.ts';
import { type FollowUpContext, followUpHandlers } from '../follow-ups/handlers.ts';
import { type DeliveryContext, deliveryHandlers } from '../intake/handlers.ts';
import { type RefusedContext, type RefusedMethods, refusedHandlers } from '../intake/refused-requests.ts';
import type { InternalHandlers, StoreHandlers } from '../methods/handler.ts';
import { type AddressContext, type AddressMethods, addressHandlers } from '../sources/address-table.ts';
import { type SourceContext, sourceHandlers } from '../sources/handlers.ts';
import { type SummaryContext, summaryHandlers } from '../summary/handlers.ts';

/** What the handlers work with. */
export type StoreContext = CallContext &
  DeliveryContext &
  FollowUpContext &
  SummaryContext &
  SourceContext &
  ProgressContext &
  HistoryContext &
  AddressContext &
  RefusedContext;

const combined = combine([callHandlers, deliveryHandlers, followUpHandlers, summaryHandlers, sourceHandlers]);
/** Public methods that the store answers. */
export type StoreMethod = keyof typeof combined;
export const storeHandlers: StoreHandlers<StoreMethod, StoreContext> = combined;

/** What the engine asks its store, and no host can. */
export type StoreInternals = ProgressMethods & HistoryMethods & AddressMethods & RefusedMethods;
export const internalHandlers: InternalHandlers<StoreInternals, StoreContext> = combine([
  progressHandlers,
  historyHandlers,
  addressHandlers,
  refusedHandlers,
]);

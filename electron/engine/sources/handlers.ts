import type { SourceHealth, sourceEngineMethods } from '#shared/contract/sources.ts';
import type { StoreHandlers } from '../methods/handler.ts';

export interface SourceContext {
  sourceHealth(): SourceHealth[];
}

/** Answers what is asked of the configured phone systems. */
export const sourceHandlers: StoreHandlers<keyof typeof sourceEngineMethods, SourceContext> = {
  'sources.getHealth': { durable: false, run: (_, { sourceHealth }) => sourceHealth() },
};

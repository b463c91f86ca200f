import type { catchUpEngineMethods } from '#shared/contract/catch-up.ts';
import type { NetworkHandlers } from '../methods/handler.ts';
import type { CatchUp } from './catch-up.ts';

export interface CatchUpContext {
  readonly catchUp: Pick<CatchUp, 'run'>;
}

export const catchUpHandlers: NetworkHandlers<keyof typeof catchUpEngineMethods, CatchUpContext> = {
  'catchUp.run': ({ sourceId }, { catchUp }) => catchUp.run(sourceId),
};

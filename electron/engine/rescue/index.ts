/**
 * The rescue of refused calls: when the secret, the address or the clock is put right, what was refused meanwhile and is genuine
 * after all is offered to the rep, and comes in marked as late.
 */
import { StoreError } from '../database/store-error.ts';
import type { Inbox, InboxResult } from '../intake/inbox.ts';
import type { RefusedMethods } from '../intake/refused-requests.ts';
import { openHeaders } from '../intake/sealed-headers.ts';
import { provedByVerdict } from '../intake/verified-delivery.ts';
import type { AskStore, NetworkHandlers } from '../methods/handler.ts';
import type { ProblemBoard } from '../problems/problem-board.ts';
import { keptHeadersOf } from '../sources/kept-headers.ts';
import type { SourceRegistry } from '../sources/registry.ts';
import { mediaTypeOf } from '../util/media-types.ts';
import { genuineAfterAll, type Rescued } from './genuine-after-all.ts';

export interface RescueOptions {
  sources: Pick<SourceRegistry, 'get' | 'ids'>;
  inbox: Pick<Inbox, 'append'>;
  problems: Pick<ProblemBoard, 'raise' | 'clearOf'>;
  store: AskStore<RefusedMethods>;
  onUnexpectedError(during: string, error: unknown): void;
}

export interface RescueResult {
  added: number;
  /** Those whose events had come otherwise, e.g. by a retry. */
  duplicates: number;
}

const problemCode = 'refused-genuine';

export function createRescue({ sources, inbox, problems, store, onUnexpectedError }: RescueOptions) {
  const find = async (sourceId: string): Promise<Rescued[]> => {
    const source = sources.get(sourceId);
    return source ? genuineAfterAll(source, await store('refused.list', { sourceId })) : [];
  };

  const offer = async (sourceId: string): Promise<void> => {
    const { length } = await find(sourceId);
    if (length === 0) {
      problems.clearOf(problemCode, sourceId);
      return;
    }
    problems.raise({
      code: problemCode,
      severity: 'warning',
      sourceId,
      message: `${length === 1 ? 'A request was refused that is' : `${length} requests were refused that are`} genuine after all.`,
      fix: 'Add the calls to the list.',
    });
  };

  const append = (rescued: Rescued): Promise<InboxResult> => {
    const { request, verdict, receivedAt } = rescued;
    const { sourceId, query, body } = request;
    const source = sources.get(sourceId);
    const headers = openHeaders(request.headers);
    const content = {
      ...{ sourceId, receivedAt, query },
      contentType: mediaTypeOf(headers['content-type']),
      headers: source ? keptHeadersOf(source, headers) : null,
      body: Buffer.from(body),
    };
    return new Promise((resolve) => inbox.append(provedByVerdict(verdict, content, 'rescued'), resolve));
  };

  // One at a time: what is being added is not offered meanwhile.
  let last: Promise<unknown> = Promise.resolve();
  const queued = <T>(run: () => Promise<T>): Promise<T> => {
    const next = last.then(run);
    last = next.catch(() => undefined);
    return next;
  };

  return {
    /** Looks for refused requests that are genuine now. Call when a source or the clock has changed. */
    check(sourceIds: readonly string[] = sources.ids()): void {
      for (const id of sourceIds)
        queued(() => offer(id)).catch((error: unknown) => {
          // The store's fault is told as a problem of its own.
          if (!(error instanceof StoreError)) onUnexpectedError('looking for refused calls', error);
        });
    },
    /** Adds them. What cannot be stored now stays offered. */
    add: (sourceId: string): Promise<RescueResult> =>
      queued(async () => {
        const rescued = await find(sourceId);
        const results = await Promise.all(rescued.map(append));
        const isKept = (_: unknown, index: number) => results[index]?.outcome !== 'unavailable';
        const deliveryIds = rescued.filter(isKept).map(({ request }) => request.deliveryId);
        await store('refused.forget', { deliveryIds });
        await offer(sourceId);
        const count = (outcome: InboxResult['outcome']) =>
          results.filter((result) => result.outcome === outcome).length;
        return { added: count('accepted'), duplicates: count('duplicate') };
      }),
  };
}
type Rescue = ReturnType<typeof createRescue>;

export interface RescueContext {
  readonly rescue: Pick<Rescue, 'add'>;
}

export const rescueHandlers: NetworkHandlers<'deliveries.rescue', RescueContext> = {
  'deliveries.rescue': ({ sourceId }, { rescue }) => rescue.add(sourceId),
};

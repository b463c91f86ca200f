/** The queries of all screens, and their keys in the cache. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { Delivery } from '#shared/contract/deliveries.ts';
import type { FollowUp } from '#shared/contract/follow-ups.ts';
import { useBridge } from './bridge.ts';

export const queryKeys = {
  appInfo: ['app-info'],
  status: ['status'],
  summary: ['summary'],
  settings: ['settings'],
  calls: ['calls'],
  callsWithAny: ['calls', 'with'],
  callsWith: (contact: string) => ['calls', 'with', contact],
  followUps: ['follow-ups'],
  outsideLine: ['outside-line'],
  health: ['health'],
  deliveries: ['deliveries'],
  deliveriesOf: (outcomes: readonly Delivery['outcome'][]) => ['deliveries', ...outcomes],
  delivery: (id: string) => ['delivery', id],
  bodiesOf: (sourceId: string) => ['deliveries', 'bodies', sourceId],
  followUp: (id: string) => ['follow-ups', 'one', id],
  followUpsIn: (state: FollowUp['state']) => ['follow-ups', state],
} as const;

const pageSize = 100;
const firstPage: string | undefined = undefined;
const pageOf = (before: string | undefined) =>
  before === undefined ? { limit: pageSize } : { limit: pageSize, before };

export function useAppInfo() {
  const bridge = useBridge();
  return useQuery({ queryKey: queryKeys.appInfo, queryFn: () => bridge.app.getInfo() });
}

export function useStatus() {
  const bridge = useBridge();
  return useQuery({ queryKey: queryKeys.status, queryFn: () => bridge.status.get() });
}

export function useSummary() {
  const bridge = useBridge();
  return useQuery({ queryKey: queryKeys.summary, queryFn: () => bridge.summary.get() });
}

export function useSettings() {
  const bridge = useBridge();
  return useQuery({ queryKey: queryKeys.settings, queryFn: () => bridge.settings.get() });
}

/** The outside line's digits that calls suggest. */
export function useOutsideLine() {
  const bridge = useBridge();
  return useQuery({
    queryKey: queryKeys.outsideLine,
    queryFn: () => bridge.calls.findOutsideLine(),
    staleTime: 0,
  });
}

/** All calls, newest first, page by page. */
export function useCalls() {
  const bridge = useBridge();
  return useInfiniteQuery({
    queryKey: queryKeys.calls,
    queryFn: ({ pageParam }) => bridge.calls.list(pageOf(pageParam)),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.nextBefore ?? undefined,
  });
}

/** Calls on the first page of a caller's history. It is short, because the caller's page has other content too. */
const firstOfHistory = 12;
const moreOfHistory = 50;

/** The calls with one contact in both directions, newest first, page by page. */
export function useCallsWith(contact: string) {
  const bridge = useBridge();
  return useInfiniteQuery({
    queryKey: queryKeys.callsWith(contact),
    queryFn: ({ pageParam }) =>
      bridge.calls.list(
        pageParam === undefined
          ? { contact, limit: firstOfHistory }
          : { contact, limit: moreOfHistory, before: pageParam },
      ),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.nextBefore ?? undefined,
  });
}

/** The follow-ups in a state, newest first, page by page. */
export function useFollowUps(state: FollowUp['state']) {
  const bridge = useBridge();
  return useInfiniteQuery({
    queryKey: queryKeys.followUpsIn(state),
    queryFn: ({ pageParam }) => bridge.followUps.list({ ...pageOf(pageParam), state }),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.nextBefore ?? undefined,
  });
}

/** One follow-up, whatever its state. @param id null where none is wanted. */
export function useFollowUp(id: string | null) {
  const bridge = useBridge();
  return useQuery({
    queryKey: queryKeys.followUp(id ?? ''),
    queryFn: () => bridge.followUps.get({ id: id ?? '' }),
    enabled: id !== null,
    staleTime: 0,
  });
}

/** Refetch interval of Health while it is open, in milliseconds. No event reports refused deliveries. */
const healthIntervalMs = 5000;
/** Most loaded pages that are still refetched. With more, the reader looks at old rows, and refetching is slow. */
const refreshedPages = 5;

/** The health of all phone systems. */
export function useSourceHealth() {
  const bridge = useBridge();
  return useQuery({
    queryKey: queryKeys.health,
    queryFn: () => bridge.sources.getHealth(),
    staleTime: 0,
    refetchInterval: healthIntervalMs,
  });
}

/** Deliveries with these outcomes (all without one), newest first, page by page. */
export function useDeliveries(outcomes: readonly Delivery['outcome'][]) {
  const bridge = useBridge();
  return useInfiniteQuery({
    queryKey: queryKeys.deliveriesOf(outcomes),
    queryFn: ({ pageParam }) =>
      bridge.deliveries.list({
        ...pageOf(pageParam),
        ...(outcomes.length > 0 ? { outcomes: [...outcomes] } : {}),
      }),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.nextBefore ?? undefined,
    staleTime: 0,
    refetchInterval: ({ state }) =>
      (state.data?.pages.length ?? 0) <= refreshedPages ? healthIntervalMs : false,
  });
}

/** One delivery with its body. */
export function useDelivery(id: string) {
  const bridge = useBridge();
  return useQuery({
    queryKey: queryKeys.delivery(id),
    queryFn: () => bridge.deliveries.get({ id }),
    staleTime: 0,
  });
}

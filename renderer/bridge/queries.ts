/** What the screens read, each with its place in the cache. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { FollowUp } from '#shared/call.ts';
import { useBridge } from './bridge.ts';

export const queryKeys = {
  appInfo: ['app-info'],
  status: ['status'],
  summary: ['summary'],
  settings: ['settings'],
  calls: ['calls'],
  followUps: ['follow-ups'],
  followUpsIn: (state: FollowUp['state']) => ['follow-ups', state],
} as const;

const pageSize = 100;
const firstPage: string | undefined = undefined;
const pageOf = (before: string | undefined) =>
  before === undefined ? { limit: pageSize } : { limit: pageSize, before };

export function useAppInfo() {
  const bridge = useBridge();
  return useQuery({ queryKey: queryKeys.appInfo, queryFn: () => bridge.appInfo() });
}

export function useStatus() {
  const bridge = useBridge();
  return useQuery({ queryKey: queryKeys.status, queryFn: () => bridge.getStatus() });
}

export function useSummary() {
  const bridge = useBridge();
  return useQuery({ queryKey: queryKeys.summary, queryFn: () => bridge.getSummary() });
}

export function useSettings() {
  const bridge = useBridge();
  return useQuery({ queryKey: queryKeys.settings, queryFn: () => bridge.getSettings() });
}

/** All calls, newest first, page by page. */
export function useCalls() {
  const bridge = useBridge();
  return useInfiniteQuery({
    queryKey: queryKeys.calls,
    queryFn: ({ pageParam }) => bridge.listCalls(pageOf(pageParam)),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.nextBefore ?? undefined,
  });
}

/** Callers to call back, or those that are done, newest first, page by page. */
export function useFollowUps(state: FollowUp['state']) {
  const bridge = useBridge();
  return useInfiniteQuery({
    queryKey: queryKeys.followUpsIn(state),
    queryFn: ({ pageParam }) => bridge.listFollowUps({ ...pageOf(pageParam), state }),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.nextBefore ?? undefined,
  });
}

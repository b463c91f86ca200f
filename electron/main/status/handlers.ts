import type { WindowHandlers } from '#shared/contract/ipc.ts';
import type { problemShellMethods } from '#shared/contract/problem.ts';
import type { statusShellMethods } from '#shared/contract/status.ts';
import type { StatusBoard } from './status.ts';

export const statusHandlers = (
  status: StatusBoard,
): WindowHandlers<keyof typeof statusShellMethods | keyof typeof problemShellMethods> => ({
  'status.get': () => status.current,
  'problems.dismiss': (problem) =>
    status.dismiss(problem)
      ? { ok: true }
      : { ok: false, code: 'still-blocking', message: 'This still keeps Ringback from listening.' },
});

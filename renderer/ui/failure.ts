import type { IpcError } from '#shared/contract/ipc.ts';

const isIpcError = (error: unknown): error is IpcError =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  'message' in error &&
  typeof error.message === 'string';

/** The message of a rejected bridge call, for the reader. */
export const failureWords = (error: unknown): string =>
  isIpcError(error) && error.code !== 'invalid-request'
    ? error.message
    : 'Ringback did not answer. Try again.';

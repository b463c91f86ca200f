import type { IpcError } from '#shared/contract/ipc.ts';

const isIpcError = (error: unknown): error is IpcError =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  'message' in error &&
  typeof error.message === 'string';

/** What a rejected promise of the bridge says, in words for the reader. */
export const failureWords = (error: unknown): string =>
  isIpcError(error) && error.code !== 'invalid-request'
    ? error.message
    : 'Ringback did not answer. Try again.';

import type { IpcError } from '#shared/contract/ipc.ts';
import { EngineRefusedError, EngineTimeoutError, EngineUnavailableError } from '../engine/errors.ts';
import { UnreadableFileError } from '../files/faults.ts';
import { NewerFileError } from '../files/format.ts';

/** Converts an error for the renderer, without its stack or a library's details. */
export function toIpcError(error: unknown): IpcError {
  if (error instanceof EngineTimeoutError)
    return { code: 'engine-timeout', message: 'Ringback is busy and did not answer in time. Try again.' };
  if (error instanceof EngineUnavailableError)
    return { code: 'engine-unavailable', message: 'Ringback is restarting its receiver. Try again.' };
  if (
    error instanceof EngineRefusedError ||
    error instanceof NewerFileError ||
    error instanceof UnreadableFileError
  )
    return { code: 'refused', message: error.message };
  return { code: 'internal', message: 'Something unexpected went wrong. The log says more.' };
}

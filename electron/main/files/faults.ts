/** Faults of stored files and folders at the start. */
import { access, constants, mkdir } from 'node:fs/promises';

/** A file or folder that could not be read or written. */
export interface StoredFileFault {
  file: string;
  act: 'read' | 'write';
  error: unknown;
}

/** The refusal to replace a file that could not be read. The message is for the rep. */
export class UnreadableFileError extends Error {
  override readonly name = 'UnreadableFileError';
  readonly code = 'unreadable-file';
  readonly file: string;
  /** @param what the file's content, as the beginning of a sentence: `Settings`. */
  constructor(what: string, file: string, options?: ErrorOptions) {
    super(
      `${what} could not be read at the start, so they cannot be changed. Start Ringback again.`,
      options,
    );
    this.file = file;
  }
}

/** Creates a folder, and checks that it takes files. @throws the file system's error. */
export async function prepareFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await access(folder, constants.W_OK | constants.X_OK);
}

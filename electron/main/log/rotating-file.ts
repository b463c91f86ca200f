import { appendFileSync, chmodSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * A log file of limited size. When it would exceed `maxBytes`, it becomes `<file>.1`, that one `<file>.2`, and the
 * oldest is replaced. Only the user may read the folder and its files, whatever the umask. A failure never stops the app:
 * `onFault` gets one of the start, and all go to the standard error output.
 */
export class RotatingFile {
  readonly #file: string;
  readonly #maxBytes: number;
  readonly #keep: number;
  #size: number;

  constructor(
    file: string,
    { maxBytes = 1_000_000, keep = 3, onFault = (_error: unknown): void => undefined } = {},
  ) {
    this.#file = file;
    this.#maxBytes = maxBytes;
    this.#keep = keep;
    this.#size = 0;
    try {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      chmodSync(dirname(file), 0o700);
      this.#size = existsSync(file) ? statSync(file).size : 0;
      // The folder may exist and take no file.
      appendFileSync(file, '', { mode: 0o600 });
      for (let index = 0; index <= keep; index += 1) {
        const kept = this.#nameOf(index);
        if (existsSync(kept)) chmodSync(kept, 0o600);
      }
    } catch (error) {
      this.#failed(error);
      onFault(error);
    }
  }

  /** Appends one line. It must end in a newline. */
  write(line: string): void {
    const bytes = Buffer.byteLength(line);
    try {
      if (this.#size > 0 && this.#size + bytes > this.#maxBytes) this.#rotate();
      appendFileSync(this.#file, line, { mode: 0o600 });
      this.#size += bytes;
    } catch (error) {
      this.#failed(error);
    }
  }

  #failed(error: unknown): void {
    process.stderr.write(`log: ${error instanceof Error ? error.message : String(error)}\n`);
  }

  #nameOf(index: number): string {
    return index === 0 ? this.#file : `${this.#file}.${index}`;
  }

  #rotate(): void {
    for (let index = this.#keep - 1; index >= 0; index -= 1) {
      const from = this.#nameOf(index);
      if (existsSync(from)) renameSync(from, this.#nameOf(index + 1));
    }
    this.#size = 0;
  }
}

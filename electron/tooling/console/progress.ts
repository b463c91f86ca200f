/** The progress line of a download. */

/** The output of progress, such as process.stderr. */
export interface ProgressOutput {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

export interface ProgressLine {
  /** Updates the progress. @param bytes received since the last call. */
  add(bytes: number): void;
  end(): void;
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);

/**
 * Creates a progress line. On a terminal it is rewritten at each percent; elsewhere (a log file) there is a line every 25
 * percent.
 * @param total bytes; 0 or NaN when unknown.
 */
export function progressLine(
  label: string,
  total: number,
  output: ProgressOutput = process.stderr,
): ProgressLine {
  const step = output.isTTY ? 1 : 25;
  let received = 0;
  let shown = -step;
  const text = (percent: number): string =>
    total > 0 ? `${label}: ${percent}% of ${megabytes(total)} MB` : `${label}: ${megabytes(received)} MB`;
  return {
    add(bytes) {
      received += bytes;
      // Without a total, ten megabytes count as a percent.
      const percent = total > 0 ? Math.floor((received / total) * 100) : Math.floor(received / 1e7);
      if (percent < shown + step) return;
      shown = percent - (percent % step);
      output.write(output.isTTY ? `\r${text(shown)}` : `${text(shown)}\n`);
    },
    end() {
      if (output.isTTY) output.write('\n');
    },
  };
}

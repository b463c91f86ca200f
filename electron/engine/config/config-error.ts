/** The error for an invalid configuration. */
import type { FileFault } from '#shared/format/file-fault.ts';

/** One mistake in a configuration. `missing`: a value that the provider requires. */
export interface ConfigIssue extends Pick<FileFault, 'path' | 'message'> {
  code: FileFault['code'] | 'missing' | 'unreadable' | 'not-json';
}

/** An invalid configuration. `issues` has one entry for each mistake; the message lists all of them. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly issues: readonly ConfigIssue[];
  constructor(subject: string, issues: readonly ConfigIssue[]) {
    super(
      [
        `${subject} cannot be used:`,
        ...issues.map((i) => `  ${i.path ? `${i.path}: ` : ''}${i.message}`),
      ].join('\n'),
    );
    this.issues = issues;
  }
}

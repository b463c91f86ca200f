/** A configuration that cannot be used, and why. */
import type { FileFault } from '#shared/format/file-fault.ts';

/** One thing that is wrong with a configuration. `missing`: its provider cannot do without it. */
export interface ConfigIssue extends Pick<FileFault, 'path' | 'message'> {
  code: FileFault['code'] | 'missing' | 'unreadable' | 'not-json';
}

/** A configuration that cannot be used. `issues` has one entry a mistake; the message lists them all. */
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

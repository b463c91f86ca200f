/** Counts what a test run says about itself. */
import { z } from 'zod';

export interface Tally {
  passed: number;
  failed: number;
}

export const sum = (tallies: readonly Tally[]): Tally =>
  tallies.reduce((all, one) => ({ passed: all.passed + one.passed, failed: all.failed + one.failed }), {
    passed: 0,
    failed: 0,
  });

/** The last line of every run; others read it. */
export const summaryLine = ({ passed, failed }: Tally): string => `${passed} passed, ${failed} failed`;

/** A run counts as good only when something ran. */
export const exitCode = ({ passed, failed }: Tally): number => (failed === 0 && passed > 0 ? 0 : 1);

/** A step without a count of its own: a linter, a compiler. */
export const single = (ok: boolean): Tally => (ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

/** What is read of the report that Vitest's JSON reporter writes. */
const reportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string() })),
    }),
  ),
});

/**
 * The tally of a Vitest run.
 *
 * Vitest's own count knows only tests that were collected. A file that does not load, a failing hook, an unhandled
 * error, or a run without any test counts as one failure each here, so that nothing that went wrong can look green.
 * @param report the parsed JSON report; undefined where none was written.
 * @param code Vitest's exit code.
 */
export function vitestTally(report: unknown, code: number): Tally {
  const parsed = reportSchema.safeParse(report);
  if (!parsed.success) return single(false);
  const { numPassedTests: passed, numFailedTests, testResults } = parsed.data;
  const brokenFiles = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = numFailedTests + brokenFiles;
  const unexplained = failed === 0 && (code !== 0 || passed === 0);
  return { passed, failed: failed + (unexplained ? 1 : 0) };
}

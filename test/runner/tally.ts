/** Counts what a test run says about itself. */
import { z } from 'zod';

export interface Tally {
  passed: number;
  failed: number;
  /** What failed, a line each, for the end of the output: often only that is kept. */
  failures: readonly string[];
}

export const sum = (tallies: readonly Tally[]): Tally => ({
  passed: tallies.reduce((all, { passed }) => all + passed, 0),
  failed: tallies.reduce((all, { failed }) => all + failed, 0),
  failures: tallies.flatMap(({ failures }) => failures),
});

/** The last line of every run; others read it. */
export const summaryLine = ({ passed, failed }: Pick<Tally, 'passed' | 'failed'>): string =>
  `${passed} passed, ${failed} failed`;

/** A run counts as good only when something ran. */
export const exitCode = ({ passed, failed }: Pick<Tally, 'passed' | 'failed'>): number =>
  failed === 0 && passed > 0 ? 0 : 1;

/** A step without a count of its own: a linter, a compiler. @param failure what is said when it is not ok. */
export const single = (ok: boolean, failure: string): Tally =>
  ok ? { passed: 1, failed: 0, failures: [] } : { passed: 0, failed: 1, failures: [failure] };

/** What is read of the report that Vitest's JSON reporter writes. */
const reportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().default(''),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })),
    }),
  ),
});

type FileResult = z.infer<typeof reportSchema>['testResults'][number];

/** Why a file counts as failed without a failed test: its process may have died in the midst of one. */
function brokenFile({ name, message, assertionResults }: FileResult): string {
  const [firstLine] = message.split('\n');
  const unfinished = assertionResults.find(({ status }) => status === 'pending');
  return `${name}: ${firstLine || (unfinished ? `ended at "${unfinished.fullName}"` : 'failed')}`;
}

const hasFailed = ({ status }: { status: string }): boolean => status === 'failed';

/**
 * The files whose process died in the midst of a test. Native addons (SQLite, ngrok) run in the processes of the tests, so
 * that this says less of the test than a failure does, and is worth a second look.
 * @param report the parsed JSON report.
 */
export function diedIn(report: unknown): string[] {
  const parsed = reportSchema.safeParse(report);
  if (!parsed.success) return [];
  return parsed.data.testResults
    .filter((file) => hasFailed(file) && file.message === '' && !file.assertionResults.some(hasFailed))
    .filter(({ assertionResults }) => assertionResults.some(({ status }) => status === 'pending'))
    .map(({ name }) => name);
}

/**
 * The tally of a Vitest run.
 *
 * Vitest's own count knows only tests that were collected. A file that does not load, a failing hook, a process that dies,
 * an unhandled error, or a run without any test counts as one failure each here, so that nothing that went wrong can look
 * green.
 * @param report the parsed JSON report; undefined where none was written.
 * @param code Vitest's exit code.
 */
export function vitestTally(report: unknown, code: number): Tally {
  const parsed = reportSchema.safeParse(report);
  if (!parsed.success) return single(false, `Vitest left no report (exit code ${code}).`);
  const { numPassedTests: passed, numFailedTests, testResults } = parsed.data;
  const brokenFiles = testResults.filter((file) => hasFailed(file) && !file.assertionResults.some(hasFailed));
  const failures = [
    ...testResults.flatMap(({ name, assertionResults }) =>
      assertionResults.filter(hasFailed).map(({ fullName }) => `${name}: ${fullName}`),
    ),
    ...brokenFiles.map(brokenFile),
  ];
  const failed = numFailedTests + brokenFiles.length;
  if (failed === 0 && (code !== 0 || passed === 0))
    return { passed, failed: 1, failures: [`Vitest ended with ${code}, without a failed test.`] };
  return { passed, failed, failures };
}

/** The figures of a fuzzing run in words, as Markdown. */
import type { FuzzFindings } from './campaign.ts';

export function describeFuzz(findings: FuzzFindings): string[] {
  const { sent, statuses, memoryMb, genuineMs } = findings;
  const total = Object.values(sent).reduce((sum, count) => sum + count, 0);
  const counts = (kind: string) =>
    Object.entries(statuses[kind] ?? {})
      .map(([status, count]) => `${status === '0' ? 'closed' : status}: ${count}`)
      .join(', ');
  return [
    `${total} requests in ${findings.seconds.toFixed(0)} s (seed ${findings.seed}).`,
    '',
    `- Broken HTTP: ${sent.broken} (${counts('broken')})`,
    `- Well-formed, proving nothing: ${sent.unproved} (${counts('unproved')})`,
    `- Signed with hostile bodies: ${sent.signed} (${counts('signed')})`,
    `- Connections that never finish a request: ${findings.slowClosed}, all cut off`,
    `- Memory: ${memoryMb.first.toFixed(0)} MB in the first quarter, ${memoryMb.last.toFixed(0)} MB in the last`,
    `- Slowest answer of /healthz: ${findings.slowestHealthMs.toFixed(0)} ms`,
    `- A genuine event: ${genuineMs.before.toFixed(1)} ms before, ${genuineMs.after.toFixed(1)} ms after (medians)`,
    '',
    ...(findings.violations.length === 0
      ? ['Nothing failed: no crash, no unproved byte with a reader.']
      : ['FAILED:', ...findings.violations.map((text) => `- ${text}`)]),
  ];
}

/**
 * `npm run fuzz [-- --requests 200000 --seed N --report]`: ends by itself; exit code 1 when something did not hold.
 * `--report` writes docs/fuzzing.md.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { fuzz } from './fuzz/campaign.ts';
import { describeFuzz } from './fuzz/describe.ts';
import { machine } from './report.ts';

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '200000' },
    seed: { type: 'string' },
    report: { type: 'boolean', default: false },
  },
});
const findings = await fuzz({
  requests: Number(values.requests),
  seed: values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed),
  slowConnections: 200,
  onProgress: (text) => console.log(text),
});
const description = describeFuzz(findings);
console.log(description.join('\n'));
if (values.report)
  writeFileSync(
    fileURLToPath(new URL('../../docs/fuzzing.md', import.meta.url)),
    [
      '# Fuzzing',
      '',
      'What the listener makes of hostile requests, over real sockets: broken HTTP, well-formed requests that prove nothing, and',
      'signed requests of every provider with hostile bodies. Written by `npm run fuzz -- --report`.',
      '',
      `${new Date().toISOString().slice(0, 10)} (${machine()}).`,
      '',
      ...description,
      '',
    ].join('\n'),
  );
process.exitCode = findings.violations.length === 0 ? 0 : 1;

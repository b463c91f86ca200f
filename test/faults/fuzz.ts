/** `npm run fuzz [-- --requests 200000 --seed N]`: ends by itself; exit code 1 when something did not hold. */
import { parseArgs } from 'node:util';
import { fuzz } from './fuzz/campaign.ts';
import { describeFuzz } from './fuzz/describe.ts';

const { values } = parseArgs({
  options: { requests: { type: 'string', default: '200000' }, seed: { type: 'string' } },
});
const findings = await fuzz({
  requests: Number(values.requests),
  seed: values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed),
  slowConnections: 200,
  onProgress: (text) => console.log(text),
});
console.log(describeFuzz(findings).join('\n'));
process.exitCode = findings.violations.length === 0 ? 0 : 1;

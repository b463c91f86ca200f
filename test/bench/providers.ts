/**
 * `npm run bench -- --providers`: what each vendor's way of signing and writing costs, beside the hmac source's. Round
 * robin in one run, each request genuine, of a call of its own, and stored.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { simulatedSources } from '../support/simulated-sources.ts';
import { makePool, type Pool } from './pool.ts';
import { startEngine } from './subjects.ts';

const replay = fileURLToPath(new URL('./replay.ts', import.meta.url));
const baseline = 'hmac';
/** Asymmetric signatures and tokens, whose cost is the algorithm's. */
const quoted = /telnyx|standard-webhooks-key|dialpad|vonage|ringover/;

/** @throws Error when a request was not answered 2xx. */
async function rateOf({ file, source }: Pool): Promise<number> {
  const subject = await startEngine({ source });
  try {
    const found = JSON.parse(
      execFileSync(process.execPath, [replay, String(subject.port), file], { encoding: 'utf8' }),
    ) as { requestsPerSecond: number; refused: number };
    if (found.refused > 0) throw new Error(`${source.provider}: ${found.refused} were not answered 2xx`);
    return found.requestsPerSecond;
  } finally {
    await subject.stop();
  }
}

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[(numbers.length - 1) >> 1] ?? Number.NaN;

export async function compareProviders(rounds: number, requests: number): Promise<void> {
  const rates = new Map<string, number[]>();
  const ratios = new Map<string, number[]>();
  const cases = simulatedSources();
  for (let round = 0; round < rounds; round++) {
    let hmac = Number.NaN;
    // The baseline first, and again beside every fourth: the machine's own pace changes within a run.
    const order = cases.filter(({ name }) => name !== baseline);
    for (const [index, sender] of order.entries()) {
      const measure = async (one: typeof sender): Promise<number> => {
        const pool = makePool(one, requests);
        try {
          return await rateOf(pool);
        } finally {
          pool.remove();
        }
      };
      const hmacCase = cases.find(({ name }) => name === baseline);
      if (index % 4 === 0 && hmacCase) {
        hmac = await measure(hmacCase);
        rates.set(baseline, [...(rates.get(baseline) ?? []), hmac]);
      }
      const rate = await measure(sender);
      rates.set(sender.name, [...(rates.get(sender.name) ?? []), rate]);
      ratios.set(sender.name, [...(ratios.get(sender.name) ?? []), rate / hmac]);
    }
  }
  console.log(
    `\nEach provider, ${requests} genuine requests over 64 connections; median of ${rounds} rounds\n`,
  );
  console.log('| provider | requests/s | of hmac | |');
  console.log('| --- | --- | --- | --- |');
  for (const [name, measured] of rates)
    console.log(
      `| ${name} | ${median(measured).toFixed(0)} | ${name === baseline ? '1' : median(ratios.get(name) ?? []).toFixed(2)} | ${quoted.test(name) ? 'Ed25519 or JWT' : ''} |`,
    );
}

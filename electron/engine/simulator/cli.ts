/** `npm run simulate`: sends a vendor's genuine requests to an address, and prints each answer. */
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { providerIdSchema } from '#shared/config/sources.ts';
import { simulatedEventSchema, simulatedEvents } from '#shared/contract/simulator.ts';
import { fileFault } from '#shared/format/file-fault.ts';
import { check } from '#shared/format/schema-faults.ts';
import { providerIds } from '#shared/providers/index.ts';
import { SimulatorError } from '../providers/contract/simulator.ts';
import { simulate } from './scenarios.ts';
import { sendAll } from './send.ts';

const usage = `Usage:
  npm run simulate -- --provider <name> --event <name> --url <address> [--secret <secret>]
    [--public-url <address>] [--options <JSON>] [--private-key <file.pem>]

  --provider     ${providerIds.join(', ')}
  --event        ${simulatedEvents.join(', ')}
  --url          where to send, e.g. http://127.0.0.1:8787/hooks/main
  --secret       the source's secret; none for a source that is not authenticated
  --public-url   the address as registered with the vendor; the one of --url where it is left out
  --options      the source's options as JSON
  --private-key  an Ed25519 key (PKCS #8, PEM), for telnyx and for standard-webhooks with a whpk_ key`;

const argumentsSchema = z.object({
  provider: providerIdSchema,
  event: simulatedEventSchema,
  url: z.url({ protocol: /^https?$/ }),
  secret: z.string().default(''),
  'public-url': z.url({ protocol: /^https?$/ }).optional(),
  options: z
    .string()
    .default('{}')
    .transform((text) => JSON.parse(text) as unknown)
    .pipe(z.record(z.string(), z.unknown())),
  'private-key': z.string().optional(),
});

function readArguments(): z.output<typeof argumentsSchema> {
  try {
    const text = { type: 'string' } as const;
    const names = ['provider', 'event', 'url', 'secret', 'public-url', 'options', 'private-key'];
    const { values } = parseArgs({ options: Object.fromEntries(names.map((name) => [name, text])) });
    const checked = check(argumentsSchema, values);
    if (checked.ok) return checked.value;
    const faults = checked.faults.map((fault) => fileFault(fault, () => []));
    throw new Error(faults.map(({ path, message }) => `--${path}: ${message}`).join('\n'));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SimulatorError('bad-arguments', `${why}\n\n${usage}`, { cause: error });
  }
}

function readKey(file: string | undefined): KeyObject | null {
  if (file === undefined) return null;
  try {
    return createPrivateKey(readFileSync(file));
  } catch (error) {
    throw new SimulatorError('bad-arguments', `--private-key ${file}: expected an Ed25519 key as PEM.`, {
      cause: error,
    });
  }
}

async function main(): Promise<void> {
  const { provider, event, url, secret, options, ...rest } = readArguments();
  const publicUrl = rest['public-url'] ?? url;
  const privateKey = readKey(rest['private-key']);
  const requests = await simulate(event, { provider, secret, privateKey, publicUrl, options }, Date.now());
  await sendAll(requests, {
    url,
    publicUrl,
    isStorm: event === 'storm',
    onSent: ({ description, status }) => console.log(`${status}  ${description}`),
  });
}

main().catch((error: unknown) => {
  console.error(error instanceof SimulatorError ? error.message : error);
  process.exitCode = 1;
});

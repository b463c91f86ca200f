/** The engine without Electron, from the command line. The exact contract is in ARCHITECTURE.md, "Headless". */
import { parseArgs } from 'node:util';
import { ConfigError } from '../config/config-error.ts';
import { ListenError } from '../http/server.ts';
import { CliError, dumpCalls, dumpDeliveries } from './dump.ts';
import { serve } from './serve.ts';

const usage = `Usage:
  npm run --silent engine -- serve --config <file.json> --data <folder> [--quiet] [--notifications] [--clock <ISO time>]
  npm run --silent engine -- calls --data <folder>
  npm run --silent engine -- deliveries --data <folder>`;

async function main(): Promise<void> {
  const { values, positionals } = readArguments();
  const data = values.data ?? '';
  if (data === '') throw new CliError(`--data <folder> is missing.\n${usage}`);
  switch (positionals[0]) {
    case 'serve': {
      if (!values.config) throw new CliError(`--config <file.json> is missing.\n${usage}`);
      await serve({
        configFile: values.config,
        dataFolder: data,
        quiet: values.quiet,
        notifications: values.notifications,
        clock: values.clock,
      });
      break;
    }
    case 'calls':
      dumpCalls(data);
      break;
    case 'deliveries':
      dumpDeliveries(data);
      break;
    default:
      throw new CliError(usage);
  }
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        config: { type: 'string' },
        data: { type: 'string' },
        clock: { type: 'string' },
        quiet: { type: 'boolean', default: false },
        notifications: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new CliError(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

main().catch((error: unknown) => {
  const isExpected =
    error instanceof CliError || error instanceof ConfigError || error instanceof ListenError;
  process.stderr.write(
    `${isExpected ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exitCode = 1;
});

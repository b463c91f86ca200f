/** The configuration file of the headless engine: reading and validation. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type EngineConfig, engineConfigSchema } from '#shared/config/engine-config.ts';
import { liveSourceSchema } from '#shared/config/sources.ts';
import { liveTunnelSchema, tunnelSchema } from '#shared/config/tunnel.ts';
import { fileFault } from '#shared/format/file-fault.ts';
import { check } from '#shared/format/schema-faults.ts';
import { ConfigError } from '../config/config-error.ts';
import { isOnlyWithoutSecret } from '../sources/needs-secret.ts';
import { prepareSource } from '../sources/prepare.ts';
import { withTunnelAddress } from '../sources/tunnel-address.ts';

/** The known keys at a path. In a tunnel's settings they depend on its kind. */
const knownKeysIn =
  (value: unknown) =>
  (path: readonly PropertyKey[]): readonly string[] => {
    const [top, ...rest] = path;
    if (top === undefined) return Object.keys(engineConfigSchema.shape);
    if (top === 'sources' && rest.length === 1) return Object.keys(liveSourceSchema.shape);
    if (top !== 'tunnel') return [];
    if (rest.length === 0) return Object.keys(liveTunnelSchema.shape);
    const kind = kindOfTunnel.safeParse(value);
    const schema = tunnelSchema.options.find(
      ({ shape }) => kind.success && shape.kind.value === kind.data.tunnel.settings.kind,
    );
    return schema && rest.length === 1 ? Object.keys(schema.shape) : [];
  };

const kindOfTunnel = z.object({ tunnel: z.object({ settings: z.object({ kind: z.string() }) }) });

/**
 * Validates a parsed configuration: its schema, and each source by its provider's rules.
 * @throws ConfigError naming each wrong key and what was expected.
 */
export function checkConfig(value: unknown, subject = 'The configuration'): EngineConfig {
  const checked = check(engineConfigSchema, value);
  if (!checked.ok)
    throw new ConfigError(
      subject,
      checked.faults.map((fault) => fileFault(fault, knownKeysIn(value))),
    );
  const config = checked.value;
  const issues = withTunnelAddress(config.sources, config.tunnel).flatMap((source, index) => {
    const prepared = prepareSource(source);
    return prepared.ok || isOnlyWithoutSecret(source, prepared.issues)
      ? []
      : prepared.issues.map((issue) => ({ ...issue, path: `sources[${index}].${issue.path}` }));
  });
  if (issues.length > 0) throw new ConfigError(subject, issues);
  return config;
}

/** Reads a configuration file. @throws ConfigError when it is missing, is not JSON, or fails {@link checkConfig}. */
export function loadConfig(file: string): EngineConfig {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigError(file, [
      {
        code: 'unreadable',
        path: '',
        message: `the file cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`,
      },
    ]);
  }
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    // The parser's message may quote a secret near the mistake, so it is not shown.
    const position = /position (\d+)/.exec(String(error))?.[1];
    const lines = position === undefined ? undefined : text.slice(0, Number(position)).split('\n');
    const where = lines ? ` at line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}` : '';
    throw new ConfigError(file, [
      {
        code: 'not-json',
        path: '',
        message: `is not valid JSON${where}; expected a configuration such as {"port": 0, "sources": []}`,
      },
    ]);
  }
  return checkConfig(value, file);
}

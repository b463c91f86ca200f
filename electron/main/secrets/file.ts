import { z } from 'zod';
import { bringUpToDate, type FileFormat, type JsonObject } from '../files/format.ts';

/** A value encrypted by safeStorage, and its backend. */
const encryptedSchema = z.object({
  storage: z.enum(['keychain', 'plain']),
  /** The backend of safeStorage. */
  backend: z.string(),
  /** Base64 of the encrypted JSON value. */
  value: z.base64(),
});
export type Encrypted = z.infer<typeof encryptedSchema>;

/** The content of secrets.json: encrypted secrets, never secrets in clear. */
const secretsFileSchema = z.object({
  version: z.literal(1),
  /** Each source's secrets; the value is an array. */
  sources: z.record(z.string(), encryptedSchema.extend({ count: z.int().min(0).max(2) })),
  /** Each source's API credentials; the value is an object, its names in the same order. */
  credentials: z.record(z.string(), encryptedSchema.extend({ names: z.array(z.string()) })).default({}),
  /** The tunnel's secret; the value is a string. */
  tunnel: encryptedSchema.optional(),
});
export type SecretsFile = z.infer<typeof secretsFileSchema>;

/** The versions of secrets.json. For a new one, raise `newest`, add the step and raise the schema's `version`. */
export const secretsFormat: FileFormat = { newest: 1 satisfies SecretsFile['version'], steps: {} };

export const emptySecretsFile: SecretsFile = { version: 1, sources: {}, credentials: {} };

export type LoadedSecrets =
  | { ok: true; stored: SecretsFile; migratedFrom: number | null; newerVersion: number | null }
  /** Why the file is unusable, as a part of a sentence that quotes nothing from it; null when it is usable. */
  | { ok: false; reason: string };

/**
 * Reads a secrets file of any version. From a newer one, the secrets with this version's format are used.
 * @param text the file's content.
 */
export function loadSecrets(text: string, format = secretsFormat): LoadedSecrets {
  const parsed = parseObject(text);
  if (typeof parsed === 'string') return { ok: false, reason: parsed };
  const { file, migratedFrom, newerVersion, fault } = bringUpToDate(parsed, format);
  if (fault !== null) return { ok: false, reason: fault };
  if (newerVersion !== null)
    return { ok: true, stored: readableParts(file), migratedFrom: null, newerVersion };
  const checked = secretsFileSchema.safeParse(file);
  if (checked.success) return { ok: true, stored: checked.data, migratedFrom, newerVersion };
  const [issue] = checked.error.issues;
  return {
    ok: false,
    reason: issue ? `"${issue.path.join('.')}": ${issue.message}` : 'it has another shape',
  };
}

function readableParts({ sources, credentials, tunnel }: JsonObject): SecretsFile {
  const { shape } = secretsFileSchema;
  const entries = <Entry>(record: unknown, schema: z.ZodType<Entry>): Record<string, Entry> =>
    Object.fromEntries(
      Object.entries(isObject(record) ? record : {}).flatMap(([id, value]) => {
        const entry = schema.safeParse(value);
        return entry.success ? [[id, entry.data] as const] : [];
      }),
    );
  const ofTunnel = shape.tunnel.safeParse(tunnel);
  return {
    ...emptySecretsFile,
    sources: entries(sources, shape.sources.valueType),
    credentials: entries(credentials, shape.credentials.unwrap().valueType),
    ...(ofTunnel.success && ofTunnel.data ? { tunnel: ofTunnel.data } : {}),
  };
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Parses a JSON object; returns the reason as text when it is none. The parser's message is not used: it quotes the file. */
function parseObject(text: string): JsonObject | string {
  if (text.trim() === '') return 'it is empty';
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : 'it is no JSON object';
  } catch (error) {
    const position = /position (\d+)/.exec(String(error))?.[1];
    return `it is not valid JSON${position === undefined ? '' : `, from character ${position} on`}`;
  }
}

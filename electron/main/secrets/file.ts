import { z } from 'zod';
import { bringUpToDate, type FileFormat, type JsonObject } from '../files/format.ts';
import { isJsonObject, parseJsonObject } from '../files/json-object.ts';

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
  /** The reason is a part of a sentence that quotes nothing from the file. `parts` are its usable entries. */
  | { ok: false; reason: string; parts: SecretsFile };

/**
 * Reads a secrets file of any version. From a newer one, the secrets with this version's format are used.
 * @param text the file's content.
 */
export function loadSecrets(text: string, format = secretsFormat): LoadedSecrets {
  const parsed = parseJsonObject(text);
  if (typeof parsed === 'string') return { ok: false, reason: parsed, parts: emptySecretsFile };
  const { file, migratedFrom, newerVersion, fault } = bringUpToDate(parsed, format);
  if (fault !== null) return { ok: false, reason: fault, parts: emptySecretsFile };
  if (newerVersion !== null)
    return { ok: true, stored: readableParts(file), migratedFrom: null, newerVersion };
  const checked = secretsFileSchema.safeParse(file);
  if (checked.success) return { ok: true, stored: checked.data, migratedFrom, newerVersion };
  const [issue] = checked.error.issues;
  return {
    ok: false,
    reason: issue ? `"${issue.path.join('.')}": ${issue.message}` : 'it has another shape',
    parts: readableParts(file),
  };
}

function readableParts({ sources, credentials, tunnel }: JsonObject): SecretsFile {
  const { shape } = secretsFileSchema;
  const entries = <Entry>(record: unknown, schema: z.ZodType<Entry>): Record<string, Entry> =>
    Object.fromEntries(
      Object.entries(isJsonObject(record) ? record : {}).flatMap(([id, value]) => {
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

/** Fills what a damaged file lost from its last good copy. */
export const fillSecrets = (parts: SecretsFile, good: SecretsFile): SecretsFile => ({
  ...good,
  ...parts,
  sources: { ...good.sources, ...parts.sources },
  credentials: { ...good.credentials, ...parts.credentials },
});

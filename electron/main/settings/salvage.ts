import { type Settings, settingsSchema } from '#shared/config/settings.ts';
import { fileFault } from '#shared/format/file-fault.ts';
import { check } from '#shared/format/schema-faults.ts';
import type { JsonObject } from '../files/format.ts';

export interface Salvaged {
  settings: Settings;
  /** A part of a sentence for each fault, in the order found; empty when there is none. */
  faults: string[];
  /** The settings at fault, and where there is a fault, those that the file lacks: a misspelt key lacks its own. */
  lost: Set<keyof Settings>;
}

type Container = Record<PropertyKey, unknown>;
const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null;

const known = Object.keys(settingsSchema.shape) as (keyof Settings)[];

/** Removes the value at a path, or its nearest existing parent. Returns false when there is nothing to remove. */
function remove(root: Container, path: readonly PropertyKey[]): boolean {
  const last = path.at(-1);
  if (last === undefined) return false;
  const parent = path
    .slice(0, -1)
    .reduce<unknown>((at, key) => (isContainer(at) ? at[key] : undefined), root);
  if (!isContainer(parent) || !(last in parent)) return remove(root, path.slice(0, -1));
  if (Array.isArray(parent) && typeof last === 'number') parent.splice(last, 1);
  else delete parent[last];
  return true;
}

/**
 * Keeps every valid key of a settings file of the newest version, and replaces the others by their defaults.
 * @param file the parsed content; not changed.
 */
export function salvageSettings(file: JsonObject): Salvaged {
  const faults: string[] = [];
  const lost = new Set<keyof Settings>();
  const root: Container = structuredClone(file);
  for (;;) {
    const checked = check(settingsSchema, root);
    if (checked.ok) {
      if (faults.length > 0) for (const key of known) if (!(key in file)) lost.add(key);
      return { settings: checked.value, faults, lost };
    }
    const [fault] = checked.faults;
    const { path, message } = fileFault(fault, (place) => (place.length === 0 ? known : []), 'a setting');
    faults.push(fault.code === 'unknown-key' ? `"${path}" ${message}` : `"${path}": ${message}`);
    const key = known.find((name) => name === fault.path[0]);
    if (key !== undefined) lost.add(key);
    if (!remove(root, fault.path))
      return { settings: settingsSchema.parse({}), faults, lost: new Set(known) };
  }
}

/** Takes what a file lost from its last good copy. A list of phone systems gets back those that it lost. */
export function takeLost({ settings, lost }: Salvaged, good: Settings): Settings {
  const taken = Object.fromEntries([...lost].map((key) => [key, good[key]]));
  const isThere = new Set(settings.sources.map(({ id }) => id));
  const sources = [...settings.sources, ...good.sources.filter(({ id }) => !isThere.has(id))];
  const filled = settingsSchema.safeParse({
    ...settings,
    ...taken,
    ...(lost.has('sources') ? { sources } : {}),
  });
  return filled.success ? filled.data : settings;
}

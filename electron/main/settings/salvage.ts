import { type Settings, settingsSchema } from '#shared/config/settings.ts';
import { fileFault } from '#shared/format/file-fault.ts';
import { check } from '#shared/format/schema-faults.ts';
import type { JsonObject } from '../files/format.ts';

export interface Salvaged {
  settings: Settings;
  /** A part of a sentence for each fault, in the order found; empty when there is none. */
  faults: string[];
}

type Container = Record<PropertyKey, unknown>;
const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null;

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

export type ParsedFile = { ok: true; file: JsonObject } | { ok: false; fault: string };

/** Parses a settings file's text as a JSON object. Its values may still be invalid. */
export function parseSettingsFile(text: string): ParsedFile {
  try {
    const file: unknown = JSON.parse(text);
    return isContainer(file) && !Array.isArray(file)
      ? { ok: true, file }
      : { ok: false, fault: 'expected a JSON object' };
  } catch (error) {
    return { ok: false, fault: `it is not valid JSON (${(error as Error).message})` };
  }
}

/**
 * Keeps every valid key of a settings file of the newest version, and replaces the others by their defaults.
 * @param file the parsed content; not changed.
 */
export function salvageSettings(file: JsonObject): Salvaged {
  const known = Object.keys(settingsSchema.shape);
  const faults: string[] = [];
  const root: Container = structuredClone(file);
  for (;;) {
    const checked = check(settingsSchema, root);
    if (checked.ok) return { settings: checked.value, faults };
    const [fault] = checked.faults;
    const { path, message } = fileFault(fault, (place) => (place.length === 0 ? known : []), 'a setting');
    faults.push(fault.code === 'unknown-key' ? `"${path}" ${message}` : `"${path}": ${message}`);
    if (!remove(root, fault.path)) return { settings: settingsSchema.parse({}), faults };
  }
}

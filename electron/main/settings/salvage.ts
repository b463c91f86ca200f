import { type Settings, settingsSchema } from '#shared/config/settings.ts';
import { fileFault } from '#shared/format/file-fault.ts';
import { check } from '#shared/format/schema-faults.ts';

export interface Salvaged {
  settings: Settings;
  /** One sentence part for each fault, in the order found; empty when all was well. */
  faults: string[];
}

type Container = Record<PropertyKey, unknown>;
const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null;

/** Removes what stands at the path, or the nearest thing around it that exists; false when nothing is left to remove. */
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
 * Keeps every valid key of a settings file and replaces the others by their defaults.
 * @param text the file's content.
 */
export function salvageSettings(text: string): Salvaged {
  const known = Object.keys(settingsSchema.shape);
  const faults: string[] = [];
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch (error) {
    return {
      settings: settingsSchema.parse({}),
      faults: [`it is not valid JSON (${(error as Error).message})`],
    };
  }
  if (!isContainer(root) || Array.isArray(root))
    return { settings: settingsSchema.parse({}), faults: ['expected a JSON object'] };
  for (;;) {
    const checked = check(settingsSchema, root);
    if (checked.ok) return { settings: checked.value, faults };
    const [fault] = checked.faults;
    const { path, message } = fileFault(fault, (place) => (place.length === 0 ? known : []), 'a setting');
    faults.push(fault.code === 'unknown-key' ? `"${path}" ${message}` : `"${path}": ${message}`);
    if (!remove(root, fault.path)) return { settings: settingsSchema.parse({}), faults };
  }
}

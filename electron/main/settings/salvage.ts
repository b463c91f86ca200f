import { type Settings, settingsSchema } from '#shared/config/settings.ts';
import { describeIssue } from './describe-issue.ts';

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
    const parsed = settingsSchema.safeParse(root);
    if (parsed.success) return { settings: parsed.data, faults };
    const issue = parsed.error.issues[0];
    if (!issue) throw parsed.error;
    faults.push(describeIssue(issue, known));
    const paths =
      issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    const removed = paths.map((path) => remove(root as Container, path));
    if (!removed.includes(true)) return { settings: settingsSchema.parse({}), faults };
  }
}

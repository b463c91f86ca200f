import type { z } from 'zod';
import { check, type SchemaFault } from '#shared/format/schema-faults.ts';

const asSentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The message of a schema fault in a form. */
function formWords(fault: SchemaFault): string {
  if (fault.code === 'unknown-key') return `Leave out "${fault.key}"`;
  if (fault.code === 'refused') return asSentence(fault.message);
  return fault.maxLength === null ? `Enter ${fault.expected}` : `Use at most ${fault.maxLength} characters`;
}

/** The prompt "Paste the auth token". @param label the field's label, the vendor's word for the secret. */
export const pasteWords = (label: string): string =>
  // An abbreviation keeps its capitals: "API secret".
  `Paste the ${/^[A-Z]{2}/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1)}`;

/**
 * Validates a form's values. Returns the first message of each field, nested ones as `options.header`; empty when the values
 * are valid.
 */
export function fieldErrors(schema: z.ZodType, values: unknown): Record<string, string> {
  const errors: Record<string, string> = {};
  const checked = check(schema, values);
  if (checked.ok) return errors;
  for (const fault of checked.faults) errors[fault.path.join('.')] ??= formWords(fault);
  return errors;
}

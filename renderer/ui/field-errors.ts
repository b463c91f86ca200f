import type { z } from 'zod';

const asSentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * What a schema has against a form's values, by field: nested fields as `options.header`, the first message of each.
 * Empty where the values are accepted.
 */
export function fieldErrors(schema: z.ZodType, values: unknown): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const issue of schema.safeParse(values).error?.issues ?? []) {
    const field = issue.path.join('.');
    errors[field] ??= asSentence(issue.message);
  }
  return errors;
}

import type { z } from 'zod';

/** The schemas also speak to who writes a configuration file; these are the words for who fills in a form. */
const wordings: readonly (readonly [RegExp, string])[] = [
  [/^expected an https? (or https )?(address|URL)$/, 'Enter a complete address. Begin with https://'],
  [/^expected a secret that is not empty$/, 'Paste the secret'],
  [/^expected (at most \d+ characters)$/, 'Use $1'],
  [/^expected /, 'Enter '],
];

const asSentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function forPeople(message: string): string {
  const wording = wordings.find(([pattern]) => pattern.test(message));
  return asSentence(wording ? message.replace(...wording) : message);
}

/** "Paste the auth token". @param label the vendor's word for the secret, as the field is labelled. */
export const pasteWords = (label: string): string =>
  // An abbreviation keeps its capitals: "API secret".
  `Paste the ${/^[A-Z]{2}/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1)}`;

/**
 * What a schema has against a form's values, by field: nested fields as `options.header`, the first message of each.
 * Empty where the values are accepted.
 */
export function fieldErrors(schema: z.ZodType, values: unknown): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const issue of schema.safeParse(values).error?.issues ?? []) {
    const field = issue.path.join('.');
    errors[field] ??= forPeople(issue.message);
  }
  return errors;
}

/** The conversion between stored options and form fields. */
import type { OptionField, OptionValues } from './provider-form.ts';

/** A form with fields: a provider's, or a kind of tunnel's. */
interface FieldForm {
  fields: readonly OptionField[];
}

const fieldValue = (field: OptionField, stored: unknown): string => {
  if (field.kind === 'switch') return String(stored === true);
  if (stored !== undefined && stored !== null) return String(stored);
  return field.kind === 'choice' ? (field.absentAs ?? field.initial) : '';
};

/** The values of a new source. */
export const initialValues = ({ fields }: FieldForm): OptionValues =>
  Object.fromEntries(fields.map((field) => [field.name, field.kind === 'choice' ? field.initial : '']));

/** The values of a stored source. */
export const readOptions = ({ fields }: FieldForm, stored: Record<string, unknown>): OptionValues =>
  Object.fromEntries(fields.map((field) => [field.name, fieldValue(field, stored[field.name])]));

export const applicableFields = ({ fields }: FieldForm, values: OptionValues): OptionField[] =>
  fields.filter(({ appliesTo }) => !appliesTo || appliesTo(values));

/** The options to store: filled-in fields that apply, and stored options that the form does not know. */
export function writeOptions(
  form: FieldForm,
  values: OptionValues,
  stored: Record<string, unknown>,
): Record<string, unknown> {
  const asked = new Set(form.fields.map(({ name }) => name));
  const options: Record<string, unknown> = Object.fromEntries(
    Object.entries(stored).filter(([name]) => !asked.has(name)),
  );
  for (const field of applicableFields(form, values)) {
    const value = values[field.name]?.trim() ?? '';
    if (field.kind === 'switch') {
      if (value === 'true') options[field.name] = true;
      continue;
    }
    if (value === '' || (field.kind === 'choice' && value === field.absentAs)) continue;
    options[field.name] = field.kind === 'number' ? Number(value) : value;
  }
  return options;
}

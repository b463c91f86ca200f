import type { ProviderDescription } from '#shared/providers/description.ts';

/** The values of a form while it is edited. Numbers are text, too. */
export type OptionValues = Record<string, string>;

interface CommonField {
  /** Key in the source's options. */
  name: string;
  label: string;
  description?: string;
  /** Whether the field applies. Others are neither shown nor saved. */
  appliesTo?: (values: OptionValues) => boolean;
}

interface ChoiceField extends CommonField {
  kind: 'choice';
  choices: readonly { value: string; label: string }[];
  /** The default of a new source. */
  initial: string;
  /** The choice that is stored by omitting the option. */
  absentAs?: string;
}

interface TextField extends CommonField {
  kind: 'text' | 'number';
  placeholder?: string;
}

/** A switch, stored as true or omitted. */
export interface SwitchField extends CommonField {
  kind: 'switch';
  /** The consequence, shown while it is on. */
  warning: string;
  /** True for a choice that cannot change after the source is added. */
  isForNew?: true;
}

export type OptionField = ChoiceField | TextField | SwitchField;

/** The form of a provider: its description, and the fields of its options. */
export interface ProviderForm extends ProviderDescription {
  readonly fields: readonly OptionField[];
}

import type { ProviderDescription } from '#shared/providers/description.ts';

/** What the fields of a form hold while it is edited; numbers too are text there. */
export type OptionValues = Record<string, string>;

interface CommonField {
  /** Key in the source's options. */
  name: string;
  label: string;
  description?: string;
  /** Fields that do not apply are left out of the form and of what is saved. */
  appliesTo?: (values: OptionValues) => boolean;
}

interface ChoiceField extends CommonField {
  kind: 'choice';
  choices: readonly { value: string; label: string }[];
  /** The choice for a new source. */
  initial: string;
  /** The choice that is stored by leaving the option out. */
  absentAs?: string;
}

interface TextField extends CommonField {
  kind: 'text' | 'number';
  placeholder?: string;
}

/** Stored as true, or left out. */
export interface SwitchField extends CommonField {
  kind: 'switch';
  /** What follows, said while it is on. */
  warning: string;
  /** Chosen when a source is added and never changed. */
  isForNew?: true;
}

export type OptionField = ChoiceField | TextField | SwitchField;

/** All that Settings needs to know of a provider: its description, and the fields of its options. */
export interface ProviderForm extends ProviderDescription {
  readonly fields: readonly OptionField[];
}

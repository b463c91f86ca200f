import type { OptionValues, SwitchField } from './provider-form.ts';

/** For providers that can do without a secret; asked only of a new source, because its ID must then be unguessable. */
export const openField: SwitchField = {
  kind: 'switch',
  name: 'unauthenticated',
  label: 'This phone system cannot sign its webhooks',
  description: 'Leave this off if it has a secret, a token or a signature.',
  warning:
    'The unguessable address is then the only protection. Anyone who learns it can send false calls. Give it to the phone system only.',
  isForNew: true,
};

/** Whether the source takes calls without proof. */
export const isOpen = (values: OptionValues): boolean => values[openField.name] === 'true';

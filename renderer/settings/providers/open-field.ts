import type { OptionValues, SwitchField } from './provider-form.ts';

/** The switch for sources without a secret. It is only for new sources, because their ID must be unguessable. */
export const openField: SwitchField = {
  kind: 'switch',
  name: 'unauthenticated',
  label: 'This phone system cannot sign its webhooks',
  description: 'Leave this off if it has a secret, a token or a signature.',
  warning:
    'The unguessable address is then the only protection. Anyone who learns it can send false calls. Give it to the phone system only.',
  isForNew: true,
};

/** True when the source accepts calls without authentication. */
export const isOpen = (values: OptionValues): boolean => values[openField.name] === 'true';

import type { OptionValues, SwitchField } from './provider-form.ts';

/** For providers that can do without a secret; asked only of a new source, because its ID must then be unguessable. */
export const openField: SwitchField = {
  kind: 'switch',
  name: 'unauthenticated',
  label: 'The phone system offers nothing to prove a call',
  description: 'Leave this off where it has a secret, a token or a signature.',
  warning:
    'The address is then the only protection: it is made unguessable, and whoever learns it can send made-up calls. Give it to nobody but the phone system.',
  isForNew: true,
};

/** Whether the source takes calls without proof. */
export const isOpen = (values: OptionValues): boolean => values[openField.name] === 'true';

import type { OptionField } from './provider-form.ts';

export const sinchFields: readonly OptionField[] = [
  {
    kind: 'text',
    name: 'applicationKey',
    label: 'Application key',
    description: 'In the Sinch dashboard under Voice, Apps.',
  },
];

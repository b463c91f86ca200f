import { defaultToleranceSeconds } from '#shared/providers/common-options.ts';
import type { OptionField } from './provider-form.ts';

export const standardWebhooksFields: readonly OptionField[] = [
  {
    kind: 'number',
    name: 'toleranceSeconds',
    label: 'How old a request may be, in seconds',
    placeholder: String(defaultToleranceSeconds),
  },
];

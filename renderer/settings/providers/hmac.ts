import { defaultToleranceSeconds } from '#shared/providers/common-options.ts';
import { hmacAlgorithms, hmacEncodings } from '#shared/providers/hmac.ts';
import { isOpen } from './open-field.ts';
import type { OptionField, OptionValues } from './provider-form.ts';

const isStyle =
  (...styles: string[]) =>
  (values: OptionValues): boolean =>
    !isOpen(values) && styles.includes(values.preset ?? '');

const algorithmNames = { sha1: 'SHA-1', sha256: 'SHA-256', sha512: 'SHA-512' } as const;
const encodingNames = { hex: 'Hexadecimal', base64: 'Base64' } as const;

export const hmacFields: readonly OptionField[] = [
  {
    kind: 'choice',
    name: 'preset',
    appliesTo: (values) => !isOpen(values),
    label: 'Signature style',
    choices: [
      { value: 'plain', label: 'Plain: the signature alone in a header' },
      { value: 'github', label: 'GitHub style: sha256=... in X-Hub-Signature-256' },
      { value: 'stripe', label: 'Stripe style: t=...,v1=... with a time' },
      { value: 'custom', label: 'Something else' },
    ],
    initial: 'plain',
    absentAs: 'custom',
  },
  {
    kind: 'text',
    name: 'header',
    label: 'Signature header',
    placeholder: 'X-Signature',
    appliesTo: isStyle('plain', 'stripe', 'custom'),
  },
  {
    kind: 'choice',
    name: 'algorithm',
    label: 'Algorithm',
    choices: hmacAlgorithms.map((value) => ({ value, label: algorithmNames[value] })),
    initial: 'sha256',
    appliesTo: isStyle('custom'),
  },
  {
    kind: 'choice',
    name: 'encoding',
    label: 'Written as',
    choices: hmacEncodings.map((value) => ({ value, label: encodingNames[value] })),
    initial: 'hex',
    appliesTo: isStyle('custom'),
  },
  {
    kind: 'text',
    name: 'prefix',
    label: 'Text before the signature',
    placeholder: 'sha256=',
    appliesTo: isStyle('custom'),
  },
  {
    kind: 'text',
    name: 'timestampHeader',
    label: 'Header with the time of sending',
    description: 'Old requests are refused where this is set.',
    placeholder: 'X-Timestamp',
    appliesTo: isStyle('custom'),
  },
  {
    kind: 'number',
    name: 'toleranceSeconds',
    label: 'How old a request may be, in seconds',
    placeholder: String(defaultToleranceSeconds),
    appliesTo: isStyle('stripe', 'custom'),
  },
  {
    kind: 'text',
    name: 'eventIdPath',
    label: 'Path of the event ID in the body',
    description: 'Repeated events are recognised by it. It must differ in each event of a call.',
    placeholder: 'id',
  },
];

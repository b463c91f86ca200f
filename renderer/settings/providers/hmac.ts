import {
  defaultToleranceSeconds,
  hmacAlgorithms,
  hmacEncodings,
  hmacOptionsSchema,
} from '#shared/config/hmac-options.ts';
import { isOpen, openField } from './open-field.ts';
import type { OptionValues, ProviderForm } from './provider-form.ts';

const isStyle =
  (...styles: string[]) =>
  (values: OptionValues): boolean =>
    !isOpen(values) && styles.includes(values.preset ?? '');

const algorithmNames = { sha1: 'SHA-1', sha256: 'SHA-256', sha512: 'SHA-512' } as const;
const encodingNames = { hex: 'Hexadecimal', base64: 'Base64' } as const;

/** Any system that signs its body with a shared secret. */
export const hmac: ProviderForm = {
  id: 'hmac',
  name: 'Any other phone system (webhook)',
  vendor: 'the phone system',
  summary: 'CloudTalk, 3CX, GoTo, 8x8, a PBX: signed with a shared secret, or not at all',
  secret: {
    label: 'Shared secret',
    description: 'The secret that the phone system signs with.',
  },
  publicUrl: {
    isRequired: false,
    description: 'The address that the phone system posts to, for copying.',
  },
  fields: [
    openField,
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
      label: 'Where the event ID is in the body',
      description: 'Repeated events are told by it.',
      placeholder: 'id',
    },
  ],
  optionsSchema: hmacOptionsSchema,
  steps: [
    'In the phone system add a webhook for missed calls and voicemails.',
    'Give it the address, and the same secret as here.',
    'Send its test event, or call the number and hang up before anyone answers.',
  ],
};

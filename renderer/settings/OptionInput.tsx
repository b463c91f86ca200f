import { NativeSelect, TextInput } from '@mantine/core';
import type { OptionField } from './providers/provider-form.ts';

interface OptionInputProps {
  field: OptionField;
  value: string;
  error: React.ReactNode;
  onChange: (value: string) => void;
}

/** The control for one of a provider's own options. */
export function OptionInput({ field, value, error, onChange }: OptionInputProps) {
  const common = { label: field.label, description: field.description, value, error };
  if (field.kind === 'choice')
    return (
      <NativeSelect
        {...common}
        data={[...field.choices]}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  return (
    <TextInput
      {...common}
      placeholder={field.placeholder ?? ''}
      inputMode={field.kind === 'number' ? 'numeric' : 'text'}
      spellCheck={false}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

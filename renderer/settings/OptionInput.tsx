import { NativeSelect, Stack, Switch, Text, TextInput } from '@mantine/core';
import type { OptionField } from './providers/provider-form.ts';
import classes from './settings.module.css';

interface OptionInputProps {
  field: OptionField;
  value?: string;
  error?: React.ReactNode;
  onChange?: (value: string) => void;
  /** The path by which the form finds the control. */
  'data-path'?: string;
}

/** The control of a provider's option. */
export function OptionInput({ field, value = '', error, onChange, ...path }: OptionInputProps) {
  const common = { label: field.label, description: field.description, value, error, ...path };
  if (field.kind === 'choice')
    return (
      <NativeSelect
        {...common}
        data={[...field.choices]}
        onChange={(event) => onChange?.(event.currentTarget.value)}
      />
    );
  if (field.kind === 'switch')
    return (
      <Stack gap="xs">
        <Switch
          label={field.label}
          description={field.description}
          error={error}
          {...path}
          checked={value === 'true'}
          onChange={(event) => onChange?.(String(event.currentTarget.checked))}
        />
        <div aria-live="polite">
          {value === 'true' && (
            <Text fz="sm" className={classes.warning}>
              {field.warning}
            </Text>
          )}
        </div>
      </Stack>
    );
  return (
    <TextInput
      {...common}
      placeholder={field.placeholder ?? ''}
      inputMode={field.kind === 'number' ? 'numeric' : 'text'}
      spellCheck={false}
      onChange={(event) => onChange?.(event.currentTarget.value)}
    />
  );
}

import { Button, Group, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import type { CredentialState, SettingsSource } from '#shared/config/settings.ts';
import { usesSocket } from '#shared/config/sources.ts';
import type { CredentialField } from '#shared/providers/description.ts';
import { missingCredentials, type ProviderId, providerDescriptions } from '#shared/providers/index.ts';
import { useBridge } from '../data/bridge.ts';
import { accessSection } from '../ui/settings-sections.ts';
import { showConfirmation, showError } from '../ui/toast.ts';
import { ConsentDialog } from './ConsentDialog.tsx';
import { keptWords } from './secret-words.ts';
import classes from './settings.module.css';
import { useSecretSave } from './use-secret-save.ts';

interface FieldInputProps {
  field: CredentialField;
  isSet: boolean;
  value: string;
  onChange: (value: string) => void;
}

function FieldInput({ field, isSet, value, onChange }: FieldInputProps) {
  const common = {
    label: field.label,
    description: field.hint,
    placeholder: isSet ? 'Set. Type to replace it.' : '',
    autoComplete: 'off',
    spellCheck: false,
    value,
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => onChange(event.currentTarget.value),
  };
  return field.isSecret ? (
    <PasswordInput {...common} visibilityToggleButtonProps={{ 'aria-label': 'Show or hide what is typed' }} />
  ) : (
    <TextInput {...common} />
  );
}

const stateWords = (provider: ProviderId, state: CredentialState | undefined): string => {
  if (!state) return 'Not set';
  const missing = missingCredentials(provider, (name) => state.names.includes(name));
  const labels = missing.map(({ label }) => label).join(', ');
  return missing.length === 0 ? keptWords(state) : `Not complete: ${labels} missing`;
};

interface CredentialsSectionProps {
  source: SettingsSource;
  state: CredentialState | undefined;
}

/** The credentials of the vendor's API. They can be set, replaced and removed, and are never shown. */
export function CredentialsSection({ source, state }: CredentialsSectionProps) {
  const bridge = useBridge();
  const { save, isSaving, question } = useSecretSave(bridge.sources.saveCredentials);
  const { vendor, credentials = [], callLog } = providerDescriptions[source.provider];
  const isSocket = usesSocket(source);
  const title = isSocket ? `Access to ${vendor}` : 'Access to the call log';
  const [values, setValues] = useState<Record<string, string>>({});
  const given = Object.entries(values)
    .map(([name, value]) => [name, value.trim()] as const)
    .filter(([, value]) => value !== '');

  const store = async (credentials: Record<string, string>, done: string) => {
    const saved = await save({ id: source.id, credentials });
    if (!saved.isSaved) {
      if (saved.field && saved.message) showError('Not saved', saved.message);
      return;
    }
    setValues({});
    showConfirmation(done);
  };
  const erase = () => store(Object.fromEntries(credentials.map(({ name }) => [name, ''])), 'Erased');

  return (
    <Stack gap="sm" id={accessSection} className={classes.anchor}>
      <div>
        <Title order={2}>{title}</Title>
        <Text fz="sm" c="dimmed">
          {isSocket
            ? 'Ringback connects with it and finds calls that were missed meanwhile.'
            : 'With it, Ringback finds calls from while this computer was off or asleep.'}
          {callLog?.limitation && ` ${callLog.limitation}`}
        </Text>
      </div>
      <Text fz="sm">{stateWords(source.provider, state)}</Text>
      <form
        noValidate
        aria-label={title}
        onSubmit={(event) => {
          event.preventDefault();
          void store(Object.fromEntries(given), 'Saved');
        }}
      >
        <Stack gap="sm">
          {credentials.map((field) => (
            <FieldInput
              key={field.name}
              field={field}
              isSet={state?.names.includes(field.name) ?? false}
              value={values[field.name] ?? ''}
              onChange={(value) => setValues((before) => ({ ...before, [field.name]: value }))}
            />
          ))}
          <Group gap="xs">
            <Button
              type="submit"
              variant={state ? 'default' : 'filled'}
              loading={isSaving && !question}
              disabled={given.length === 0}
            >
              Save access
            </Button>
            {state && (
              <Button variant="default" onClick={() => void erase()}>
                Erase
              </Button>
            )}
          </Group>
        </Stack>
      </form>
      <ConsentDialog question={question} />
    </Stack>
  );
}

import { Button, Group, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { InvokeRequest } from '#shared/ipc.ts';
import type { SecretState, SettingsSource } from '#shared/settings.ts';
import { secretsSchema } from '#shared/sources.ts';
import { fieldErrors } from '../ui/field-errors.ts';
import { confirm } from '../ui/toast.ts';
import { ConsentDialog } from './ConsentDialog.tsx';
import { DropOldSecret } from './DropOldSecret.tsx';
import { providerForms } from './providers/index.ts';
import { SecretUses } from './SecretUses.tsx';
import { secretWords } from './secret-words.ts';
import { useSaveSource } from './use-save-source.ts';

type Mode = NonNullable<InvokeRequest<'sources:save'>['secretsMode']>;

interface SecretSectionProps {
  source: SettingsSource;
  state: SecretState | undefined;
}

/** The secret of a source: it is replaced, or a second one added while the vendor rotates; it is never shown. */
export function SecretSection({ source, state }: SecretSectionProps) {
  const [mode, setMode] = useState<Mode | null>(null);
  const [secret, setSecret] = useState('');
  const [error, setError] = useState<string | null>(null);
  const { save, isSaving, question } = useSaveSource();
  const asked = providerForms[source.provider].secret;
  const count = state?.count ?? 0;

  const leave = () => {
    setMode(null);
    setSecret('');
    setError(null);
  };
  const submit = async (secretsMode: Mode) => {
    const secrets = [secret.trim()];
    const refusal = fieldErrors(secretsSchema, secrets)['0'];
    if (refusal) return setError(refusal);
    const saved = await save({ source, secrets, secretsMode });
    if (saved.isSaved) {
      leave();
      confirm('Secret saved');
    } else if (saved.message) setError(saved.message);
  };

  return (
    <Stack gap="xs">
      <Title order={2}>{asked.label}</Title>
      <Text fz="sm">{secretWords(state)}</Text>
      <SecretUses source={source} />
      {mode ? (
        <form
          noValidate
          aria-label={asked.label}
          onSubmit={(event) => {
            event.preventDefault();
            void submit(mode);
          }}
        >
          <Stack gap="sm">
            <PasswordInput
              label={mode === 'add' ? 'Second secret' : 'New secret'}
              description={
                mode === 'add'
                  ? 'Accepted beside the current one, for the time of a rotation.'
                  : asked.description
              }
              autoComplete="off"
              data-autofocus
              visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the secret' }}
              value={secret}
              error={error}
              onChange={(event) => {
                setSecret(event.currentTarget.value);
                setError(null);
              }}
            />
            <Group gap="xs">
              <Button type="submit" loading={isSaving}>
                Save the secret
              </Button>
              <Button variant="default" onClick={leave}>
                Cancel
              </Button>
            </Group>
          </Stack>
        </form>
      ) : (
        <Group gap="xs">
          <Button variant="default" onClick={() => setMode('replace')}>
            {count === 0 ? 'Set the secret' : 'Replace'}
          </Button>
          {count === 1 && (
            <Button variant="default" onClick={() => setMode('add')}>
              Add a second
            </Button>
          )}
          {count === 2 && <DropOldSecret source={source} />}
        </Group>
      )}
      <ConsentDialog question={question} />
    </Stack>
  );
}

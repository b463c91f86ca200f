import { Button, Group, PasswordInput, Stack } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { WindowRequest } from '#shared/contract/ipc.ts';
import { pasteWords } from '../ui/field-errors.ts';
import type { ProviderForm } from './providers/provider-form.ts';

export type SecretMode = NonNullable<WindowRequest<'sources.save'>['secretsMode']>;

interface SecretFormProps {
  asked: ProviderForm['secret'];
  mode: SecretMode;
  isSaving: boolean;
  /** Saves the secret. Resolves with the refusal, or null when saved. */
  onSave: (secret: string) => Promise<string | null>;
  onCancel: () => void;
}

/** The form for one secret. */
export function SecretForm({ asked, mode, isSaving, onSave, onCancel }: SecretFormProps) {
  const field = useRef<HTMLInputElement>(null);
  const [secret, setSecret] = useState('');
  const [error, setError] = useState<string | null>(null);

  // The field replaces the pressed button, which had the focus.
  useEffect(() => field.current?.focus(), []);

  const submit = async () => {
    const given = secret.trim();
    const refusal = given === '' ? pasteWords(asked.label) : await onSave(given);
    setError(refusal);
    if (refusal !== null) field.current?.focus();
  };

  return (
    <form
      noValidate
      aria-label={asked.label}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Stack gap="sm">
        <PasswordInput
          ref={field}
          label={mode === 'add' ? 'Second secret' : 'New secret'}
          description={
            mode === 'add'
              ? 'Accepted together with the current secret until the rotation is finished.'
              : asked.description
          }
          autoComplete="off"
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
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

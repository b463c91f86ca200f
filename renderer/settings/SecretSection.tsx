import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { SecretState, SettingsSource } from '#shared/config/settings.ts';
import { queryKeys } from '../data/queries.ts';
import { showConfirmation } from '../ui/toast.ts';
import { ConsentDialog } from './ConsentDialog.tsx';
import { DropOldSecret } from './DropOldSecret.tsx';
import { providerForms } from './providers/index.ts';
import { SecretForm, type SecretMode } from './SecretForm.tsx';
import { SecretUses } from './SecretUses.tsx';
import { secretWords } from './secret-words.ts';
import { useSaveSource } from './use-save-source.ts';

interface SecretSectionProps {
  source: SettingsSource;
  state: SecretState | undefined;
}

/** The secret of a source. It can be replaced, or a second one added for a rotation. It is never shown. */
export function SecretSection({ source, state }: SecretSectionProps) {
  const queryClient = useQueryClient();
  const [mode, setMode] = useState<SecretMode | null>(null);
  /** The button that gets the focus when the form closes. It is created again then. */
  const returnTo = useRef<SecretMode | null>(null);
  const { save, isSaving, question } = useSaveSource();
  const asked = providerForms[source.provider].secret;
  const count = state?.count ?? 0;

  const leave = (to: SecretMode) => {
    returnTo.current = to;
    setMode(null);
  };
  const takeFocus = (of: SecretMode) => (button: HTMLButtonElement | null) => {
    if (!button || returnTo.current !== of) return;
    returnTo.current = null;
    button.focus();
  };
  const submit = async (secret: string, secretsMode: SecretMode): Promise<string | null> => {
    const saved = await save({ source, secrets: [secret], secretsMode });
    if (!saved.isSaved) return saved.message ?? null;
    leave('replace');
    showConfirmation('Secret saved');
    void queryClient.invalidateQueries({ queryKey: queryKeys.health });
    return null;
  };

  return (
    <Stack gap="xs">
      <Title order={2}>{asked.label}</Title>
      <Text fz="sm">{secretWords(state)}</Text>
      <SecretUses source={source} />
      {mode ? (
        <SecretForm
          asked={asked}
          mode={mode}
          isSaving={isSaving}
          onSave={(secret) => submit(secret, mode)}
          onCancel={() => leave(mode)}
        />
      ) : (
        <Group gap="xs">
          <Button ref={takeFocus('replace')} variant="default" onClick={() => setMode('replace')}>
            {count === 0 ? 'Set the secret' : 'Replace'}
          </Button>
          {count === 1 && (
            <Button ref={takeFocus('add')} variant="default" onClick={() => setMode('add')}>
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

import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Consent, Question } from './use-secret-save.ts';

interface ConsentDialogProps {
  /** Null while the dialog is closed. */
  question: Question | null;
}

/** Electron's backend names for no keychain, on Linux. Any other name is a keychain that does not work. */
const withoutKeychain = new Set(['basic_text', 'unknown']);

const foundWords = (backend: string): string =>
  withoutKeychain.has(backend)
    ? 'None is running on this computer; on Linux it is GNOME Keyring or KWallet.'
    : "This computer's does not work at the moment.";

const isConsent = (value: string): value is Consent => value === 'memory' || value === 'plain';

/** Asks how to keep a secret on a computer without a keychain. */
export function ConsentDialog({ question }: ConsentDialogProps) {
  const [choice, setChoice] = useState<Consent>('memory');
  return (
    <Modal
      opened={question !== null}
      onClose={() => question?.answer(null)}
      title="No keychain on this computer"
    >
      <Stack gap="md">
        <Text fz="sm">
          Secrets are normally locked in the system's keychain. {question && foundWords(question.backend)}{' '}
          Choose how to keep this one.
        </Text>
        <Radio.Group
          aria-label="How to keep the secret"
          value={choice}
          onChange={(value) => {
            if (isConsent(value)) setChoice(value);
          }}
        >
          <Stack gap="sm">
            <Radio
              value="memory"
              label="Only until Ringback quits"
              description="Nothing is written to the disk. The secret is asked for again at the next start."
            />
            <Radio
              value="plain"
              label="On the disk, not encrypted"
              description="It survives a restart. Anyone who can read your files can read it."
            />
          </Stack>
        </Radio.Group>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={() => question?.answer(null)}>
            Cancel
          </Button>
          <Button onClick={() => question?.answer(choice)}>Save the secret</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

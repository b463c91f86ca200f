import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Consent } from './use-secret-save.ts';

interface ConsentDialogProps {
  /** The system's name for what it has in place of a keychain; null while nothing is asked. */
  backend: string | null;
  onAnswer: (consent: Consent | null) => void;
}

const isConsent = (value: string): value is Consent => value === 'memory' || value === 'plain';

/** Asks how to keep a secret on a computer without a keychain. */
export function ConsentDialog({ backend, onAnswer }: ConsentDialogProps) {
  const [choice, setChoice] = useState<Consent>('memory');
  return (
    <Modal opened={backend !== null} onClose={() => onAnswer(null)} title="No keychain on this computer">
      <Stack gap="md">
        <Text fz="sm">
          Secrets are normally locked in the system's keychain. None was found here
          {backend ? ` (the system reports "${backend}")` : ''}. Choose how to keep this one.
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
          <Button variant="default" onClick={() => onAnswer(null)}>
            Cancel
          </Button>
          <Button onClick={() => onAnswer(choice)}>Save the secret</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import type { SettingsSource } from '#shared/config/settings.ts';
import { useBridge } from '../data/bridge.ts';
import { attempt, showConfirmation } from '../ui/toast.ts';

/** Removes a source after asking. */
export function RemoveSource({ source }: { source: SettingsSource }) {
  const bridge = useBridge();
  const navigate = useNavigate();
  const [isAsking, { open, close }] = useDisclosure(false);
  const remove = async () => {
    if (!(await attempt(() => bridge.sources.remove({ id: source.id }), 'Not removed'))) return;
    showConfirmation(`${source.name} removed`);
    void navigate({ to: '/settings' });
  };
  return (
    <>
      <Button variant="default" onClick={open}>
        Remove this phone system
      </Button>
      <Modal opened={isAsking} onClose={close} title={`Remove ${source.name}?`}>
        <Stack gap="md">
          <Text fz="sm">Its calls stay in the list. Its secret is erased, and its webhooks are refused.</Text>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button color="red" onClick={() => void remove()}>
              Remove
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}

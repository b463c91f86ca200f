import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import type { SettingsSource } from '#shared/config/settings.ts';
import { queryKeys, useSourceHealth } from '../data/queries.ts';
import { showConfirmation, showError } from '../ui/toast.ts';
import { ConsentDialog } from './ConsentDialog.tsx';
import { type Rotation, rotationOf } from './secret-rotation.ts';
import { useSaveSource } from './use-save-source.ts';

/** The risk of removing the old secret, by the state of the rotation. */
const risks = {
  none: 'The new secret has not been used yet.',
  waiting: 'The new secret has not been used yet.',
  both: 'The old secret was used last.',
} as const satisfies Record<Exclude<Rotation, 'done'>, string>;

/** The button that ends a rotation: only the newest secret stays accepted. It asks first while the old one may be in use. */
export function DropOldSecret({ source }: { source: SettingsSource }) {
  const queryClient = useQueryClient();
  const { save, isSaving, question } = useSaveSource();
  const [isAsking, { open, close }] = useDisclosure(false);
  const health = useSourceHealth().data?.find(({ sourceId }) => sourceId === source.id);
  const rotation = rotationOf(health?.secrets ?? []);
  const drop = async () => {
    close();
    const saved = await save({ source, secretsMode: 'keep-newest' });
    if (!saved.isSaved) {
      if (saved.field && saved.message) showError('Not removed', saved.message);
      return;
    }
    showConfirmation('The old secret was removed');
    void queryClient.invalidateQueries({ queryKey: queryKeys.health });
  };
  return (
    <>
      <Button
        variant="default"
        loading={isSaving && !question}
        onClick={rotation === 'done' ? () => void drop() : open}
      >
        Remove the old secret
      </Button>
      <Modal opened={isAsking} onClose={close} title="Remove the old secret?">
        <Stack gap="md">
          <Text fz="sm">
            {rotation !== 'done' && risks[rotation]} Calls that the phone system still signs with the old one
            are refused from then on, and the old one cannot be brought back.
          </Text>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              Keep both
            </Button>
            <Button color="red" onClick={() => void drop()}>
              Remove it
            </Button>
          </Group>
        </Stack>
      </Modal>
      <ConsentDialog question={question} />
    </>
  );
}

import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { SettingsSource } from '#shared/settings.ts';
import { queryKeys } from '../bridge/queries.ts';
import { confirm, refuse } from '../ui/toast.ts';
import { ConsentDialog } from './ConsentDialog.tsx';
import { useSaveSource } from './use-save-source.ts';

/** Ends a rotation: only the newest secret is accepted from then on. */
export function DropOldSecret({ source }: { source: SettingsSource }) {
  const queryClient = useQueryClient();
  const { save, isSaving, question } = useSaveSource();
  const drop = async () => {
    const saved = await save({ source, secretsMode: 'keep-newest' });
    if (!saved.isSaved) {
      if (saved.field && saved.message) refuse('Not dropped', saved.message);
      return;
    }
    confirm('The old secret was dropped');
    void queryClient.invalidateQueries({ queryKey: queryKeys.health });
  };
  return (
    <>
      <Button variant="default" loading={isSaving && !question} onClick={() => void drop()}>
        Drop the old secret
      </Button>
      <ConsentDialog question={question} />
    </>
  );
}

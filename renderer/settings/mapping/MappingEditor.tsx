import { Button, Group, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { SettingsSource } from '#shared/config/settings.ts';
import { showConfirmation } from '../../ui/toast.ts';
import { useSaveSource } from '../use-save-source.ts';
import { MappingFields } from './MappingFields.tsx';
import { MappingPreview } from './MappingPreview.tsx';
import classes from './mapping.module.css';
import { draftOf, type MappingDraft, mappingErrors, splitPaths, toMapping } from './mapping-draft.ts';
import { fieldNames, type MappingField } from './mapping-fields.ts';
import { ReceivedBodies } from './ReceivedBodies.tsx';
import type { ReceivedBody } from './use-received-bodies.ts';

interface MappingEditorProps {
  source: SettingsSource;
  bodies: readonly ReceivedBody[];
}

const usedPaths = (draft: MappingDraft): ReadonlySet<string> =>
  new Set(Object.values(draft).flatMap(({ path }) => splitPaths(path)));

/** The mapping editor: received bodies, the fields, and a preview of the call. */
export function MappingEditor({ source, bodies }: MappingEditorProps) {
  const navigate = useNavigate();
  const { save, isSaving } = useSaveSource();
  const [draft, setDraft] = useState(() => draftOf(source.options.mapping));
  const [target, setTarget] = useState<MappingField>('callId');
  const [shownId, setShownId] = useState<string | null>(null);
  const [isChecked, setChecked] = useState(false);
  const shown = bodies.find(({ deliveryId }) => deliveryId === shownId) ?? bodies[0];
  const { mapping: stored, ...others } = source.options;

  const store = async (options: SettingsSource['options'], done: string) => {
    if (!(await save({ source: { ...source, options } })).isSaved) return;
    showConfirmation(done);
    void navigate({ to: '/settings/sources/$sourceId', params: { sourceId: source.id } });
  };
  const submit = () => {
    setChecked(true);
    if (Object.keys(mappingErrors(draft)).length === 0)
      void store({ ...others, mapping: toMapping(draft) }, 'Saved');
  };

  return (
    <div className={classes.columns}>
      <Stack gap="md">
        <Text fz="sm" c="dimmed">
          Choose a field below, then its value in the event.
        </Text>
        <MappingFields
          draft={draft}
          body={shown?.body}
          errors={isChecked ? mappingErrors(draft) : {}}
          target={target}
          onTarget={setTarget}
          onChange={setDraft}
        />
        <Group gap="xs">
          <Button loading={isSaving} onClick={submit}>
            Save
          </Button>
          {stored !== undefined && (
            <Button variant="default" onClick={() => void store(others, 'Removed')}>
              Remove the mapping
            </Button>
          )}
        </Group>
      </Stack>
      <Stack gap="lg">
        {shown && <MappingPreview draft={draft} body={shown.body} />}
        <ReceivedBodies
          bodies={bodies}
          shown={shown}
          typePath={draft.type.path}
          used={usedPaths(draft)}
          target={fieldNames[target].label}
          onShow={setShownId}
          onPick={(path) => setDraft({ ...draft, [target]: { ...draft[target], path } })}
        />
      </Stack>
    </div>
  );
}

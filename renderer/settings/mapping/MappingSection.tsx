import { Button, Stack, Text, Title } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { SettingsSource } from '#shared/config/settings.ts';

/** Whether a source has a mapping, with a link to the editor. */
export function MappingSection({ source }: { source: SettingsSource }) {
  const navigate = useNavigate();
  const isMapped = source.options.mapping !== undefined;
  return (
    <Stack gap="xs">
      <Title order={2}>Fields of its events</Title>
      <Text fz="sm">
        {isMapped
          ? 'Mapped: fields are read as you chose.'
          : "Read in Ringback's own format. For any other JSON, map its fields from received events."}
      </Text>
      <div>
        <Button
          variant="default"
          onClick={() =>
            void navigate({ to: '/settings/sources/$sourceId/fields', params: { sourceId: source.id } })
          }
        >
          {isMapped ? 'Change the mapping' : 'Map the fields'}
        </Button>
      </div>
    </Stack>
  );
}

import { Button, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { SettingsSource } from '#shared/config/settings.ts';
import type { DeliveryDetails } from '#shared/contract/deliveries.ts';
import { unreadWords } from '../settings/mapping/unread-event.ts';

interface UnreadNoteProps {
  source: SettingsSource;
  details: DeliveryDetails;
}

/** A note on a genuine event that produced no call, with a link to its mapping. Nothing when it did, or when unknown. */
export function UnreadNote({ source, details }: UnreadNoteProps) {
  const navigate = useNavigate();
  const { outcome, attempts } = details.delivery;
  const words = outcome === 'accepted' && attempts > 0 ? unreadWords(source, details) : null;
  if (words === null) return null;
  const isMapped = source.options.mapping !== undefined;
  return (
    <Stack gap={8}>
      <Text fz="sm">It is genuine. {words} If it is about a call, say where its fields are.</Text>
      <div>
        <Button
          onClick={() =>
            void navigate({ to: '/settings/sources/$sourceId/fields', params: { sourceId: source.id } })
          }
        >
          {isMapped ? 'Change the mapping' : 'Map its fields'}
        </Button>
      </div>
    </Stack>
  );
}

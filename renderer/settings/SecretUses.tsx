import { Text } from '@mantine/core';
import type { SettingsSource } from '#shared/config/settings.ts';
import { useSourceHealth } from '../data/queries.ts';
import { Ago } from '../time/Ago.tsx';
import { rotationAdvice, rotationOf } from './secret-rotation.ts';

const LastUse = ({ at }: { at: string | null }) => (at ? <Ago iso={at} as="at" /> : 'not yet');

/** When each live secret was last used, and the advice for a rotation. */
export function SecretUses({ source }: { source: SettingsSource }) {
  const secrets = useSourceHealth().data?.find(({ sourceId }) => sourceId === source.id)?.secrets ?? [];
  const [newer, older] = secrets;
  if (!newer) return null;
  if (!older)
    return (
      <Text fz="sm" c="dimmed">
        Last used: <LastUse at={newer.lastUsedAt} />
      </Text>
    );
  return (
    <div>
      <Text fz="sm">
        New one last used: <LastUse at={newer.lastUsedAt} />
      </Text>
      <Text fz="sm">
        Old one last used: <LastUse at={older.lastUsedAt} />
      </Text>
      <Text fz="sm" c="dimmed">
        {rotationAdvice[rotationOf(secrets)]}
      </Text>
    </div>
  );
}

import { Anchor, Button, Code, Stack, Text, Title } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Settings, SettingsSource } from '#shared/settings.ts';
import { staticOrigin } from '#shared/tunnel.ts';
import { webhookUrl } from '#shared/webhook-url.ts';
import { useBridge } from '../bridge/bridge.ts';
import { useStatus } from '../bridge/queries.ts';
import { attempt, confirm } from '../ui/toast.ts';
import { tunnelSection } from './sections.ts';
import classes from './settings.module.css';

function Explanation({ source, origin, settings }: WebhookAddressProps & { origin: string | null }) {
  const local = webhookUrl({ id: source.id }, { publicOrigin: null, port: settings.port });
  if (source.publicUrl && (origin === null || !source.publicUrl.startsWith(`${origin}/`)))
    return (
      <>
        Something outside Ringback must forward it to <Code className={classes.wrapped}>{local}</Code>.
      </>
    );
  if (origin === null)
    return (
      <>
        Only programs on this computer get through.{' '}
        <Anchor component={Link} to="/settings" hash={tunnelSection} inherit>
          Connect a tunnel
        </Anchor>{' '}
        to give it a public address.
      </>
    );
  if (staticOrigin(settings.tunnel) === null)
    return 'It changes when the tunnel is opened anew. A domain of your own in the settings of the tunnel stays.';
  return 'The tunnel forwards it to this computer.';
}

interface WebhookAddressProps {
  source: SettingsSource;
  settings: Settings;
}

/** The address to give to the vendor. */
export function WebhookAddress({ source, settings }: WebhookAddressProps) {
  const bridge = useBridge();
  const origin = useStatus().data?.reachability?.publicUrl ?? staticOrigin(settings.tunnel);
  const copy = async () => {
    if (await attempt(() => bridge.copySourceUrl(source.id), 'Nothing was copied')) confirm('Address copied');
  };
  return (
    <Stack gap="xs">
      <Title order={2}>Address for the webhook</Title>
      <Code className={classes.address}>
        {webhookUrl(source, { publicOrigin: origin, port: settings.port })}
      </Code>
      <Text fz="sm" c="dimmed">
        <Explanation source={source} origin={origin} settings={settings} />
      </Text>
      <div>
        <Button
          variant="default"
          leftSection={<IconCopy size={16} stroke={1.7} />}
          onClick={() => void copy()}
        >
          Copy address
        </Button>
      </div>
    </Stack>
  );
}

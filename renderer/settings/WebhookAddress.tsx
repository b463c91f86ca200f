import { Anchor, Button, Code, Stack, Text, Title } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Settings, SettingsSource } from '#shared/config/settings.ts';
import { webhookUrl } from '#shared/config/webhook-url.ts';
import { useBridge } from '../data/bridge.ts';
import { tunnelSection } from '../ui/settings-sections.ts';
import { attempt, showConfirmation } from '../ui/toast.ts';
import classes from './settings.module.css';
import { type TunnelOrigin, useTunnelOrigin } from './use-tunnel-origin.ts';

function Explanation({ source, tunnel, settings }: WebhookAddressProps & { tunnel: TunnelOrigin }) {
  const { origin, isFixed } = tunnel;
  const local = webhookUrl({ id: source.id }, { publicOrigin: null, port: settings.port });
  if (source.publicUrl && (origin === null || !source.publicUrl.startsWith(`${origin}/`)))
    return (
      <>
        {origin !== null && (
          <>
            The tunnel's own address is <Code className={classes.wrapped}>{origin}</Code>, another one.{' '}
          </>
        )}
        Something outside Ringback must forward this one to <Code className={classes.wrapped}>{local}</Code>.
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
  if (!isFixed)
    return 'It changes when the tunnel reopens. A domain of your own in the tunnel settings stays the same.';
  return 'The tunnel forwards it to this computer.';
}

interface WebhookAddressProps {
  source: SettingsSource;
  settings: Settings;
}

/** The webhook address for the vendor, with a copy button. */
export function WebhookAddress({ source, settings }: WebhookAddressProps) {
  const bridge = useBridge();
  const tunnel = useTunnelOrigin(settings);
  const copy = async () => {
    if (await attempt(() => bridge.sources.copyUrl({ id: source.id }), 'Nothing was copied'))
      showConfirmation('Address copied');
  };
  return (
    <Stack gap="xs">
      <Title order={2}>Address for the webhook</Title>
      <Code className={classes.address}>
        {webhookUrl(source, { publicOrigin: tunnel.origin, port: settings.port })}
      </Code>
      <Text fz="sm" c="dimmed">
        <Explanation source={source} tunnel={tunnel} settings={settings} />
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

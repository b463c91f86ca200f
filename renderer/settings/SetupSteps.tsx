import { Button, Code, Stack, Text, Title } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import type { SettingsSource } from '#shared/settings.ts';
import type { ProviderId } from '#shared/sources.ts';
import { useBridge } from '../bridge/bridge.ts';
import { attempt, confirm } from '../ui/toast.ts';
import { providerForms } from './providers/index.ts';
import classes from './settings.module.css';

interface SetupStepsProps {
  provider: ProviderId;
  /** null while it is being added: it has no address yet. */
  source: SettingsSource | null;
  port: number;
}

/** The address to give to the vendor, and what to do there. */
export function SetupSteps({ provider, source, port }: SetupStepsProps) {
  const bridge = useBridge();
  const form = providerForms[provider];
  const copy = async (id: string) => {
    if (await attempt(() => bridge.copySourceUrl(id), 'Nothing was copied')) confirm('Address copied');
  };
  return (
    <Stack gap="lg" component="aside" aria-label="Setting up">
      {source && (
        <Stack gap="xs">
          <Title order={2}>Address for the webhook</Title>
          {source.publicUrl && <Code className={classes.address}>{source.publicUrl}</Code>}
          <div>
            <Text fz="sm" c="dimmed">
              {source.publicUrl ? 'A tunnel must forward it to this computer:' : 'On this computer:'}
            </Text>
            <Code className={classes.address}>{`http://127.0.0.1:${port}/hooks/${source.id}`}</Code>
          </div>
          <div>
            <Button
              variant="default"
              leftSection={<IconCopy size={16} stroke={1.7} />}
              onClick={() => void copy(source.id)}
            >
              Copy address
            </Button>
          </div>
        </Stack>
      )}
      <Stack gap="xs">
        <Title order={2}>In {form.vendor}</Title>
        <ol className={classes.steps}>
          {form.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </Stack>
    </Stack>
  );
}

import { Stack, Title } from '@mantine/core';
import type { Settings, SettingsSource } from '#shared/config/settings.ts';
import { usesSocket } from '#shared/config/sources.ts';
import { providerForms } from './providers/index.ts';
import classes from './settings.module.css';
import type { SourceValues } from './source-values.ts';
import { WebhookAddress } from './WebhookAddress.tsx';

interface SetupStepsProps {
  /** The choice in the form, saved or not. */
  choice: Pick<SourceValues, 'provider' | 'transport'>;
  /** Null for a new source, which has no address yet. */
  source: SettingsSource | null;
  settings: Settings;
}

/** The webhook address, and the steps in the vendor's dashboard. */
export function SetupSteps({ choice: { provider, transport }, source, settings }: SetupStepsProps) {
  const form = providerForms[provider];
  const isSocket = usesSocket({ transport });
  const steps = isSocket && form.socket ? form.socket.steps : form.steps;
  return (
    <Stack gap="lg" component="aside" aria-label="Setting up">
      {source && !isSocket && <WebhookAddress source={source} settings={settings} />}
      <Stack gap="xs">
        <Title order={2}>In {form.vendor}</Title>
        <ol className={classes.steps}>
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </Stack>
    </Stack>
  );
}

import { Button, Stack, Text, Title } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useSettings, useStatus } from '../data/queries.ts';
import { ContinueAdding } from '../settings/ContinueAdding.tsx';
import { providerForms } from '../settings/providers/index.ts';
import { useSourceDraft } from '../settings/source-draft.tsx';
import { tunnelSection } from '../ui/settings-sections.ts';
import classes from './start.module.css';
import { type StepState, stepStates } from './step-states.ts';

interface StepProps {
  number: number;
  state: StepState;
  title: string;
  text: string;
}

function Step({ number, state, title, text }: StepProps) {
  return (
    <li className={classes.step} data-state={state} aria-current={state === 'next' ? 'step' : undefined}>
      <span className={classes.marker} aria-hidden>
        {state === 'done' ? <IconCheck size={16} stroke={2} /> : number}
      </span>
      <span>
        <Text span fw={600} display="block">
          {title}
          {state === 'done' && ' (done)'}
        </Text>
        <Text span c="dimmed" fz="sm" display="block">
          {text}
        </Text>
      </span>
    </li>
  );
}

/** The first steps: the setup before the first call can arrive. */
export function FirstSteps() {
  const navigate = useNavigate();
  const view = useSettings().data;
  const hasEvents = Boolean(useStatus().data?.lastEventAt);
  const { draft } = useSourceDraft();
  if (!view) return null;
  const source = view.settings.sources[0];
  const { states, tunnelFirst } = stepStates(view, hasEvents, draft);
  return (
    <Stack className={classes.start} gap="lg">
      <Stack gap={4}>
        <Title order={2} fz="xl">
          {source ? 'Waiting for the first call' : 'Three steps to the first call'}
        </Title>
        <Text c="dimmed">Missed calls and voicemails appear here seconds after they happen.</Text>
      </Stack>
      <ol className={classes.steps}>
        <Step
          number={1}
          state={states[0]}
          title="Choose your phone system and paste its secret"
          text="The secret proves that a call really comes from there. It stays on this computer."
        />
        <Step
          number={2}
          state={states[1]}
          title="Connect a tunnel"
          text={
            tunnelFirst
              ? `${providerForms[tunnelFirst.provider].vendor} signs its address, so this comes first. What was typed is kept.`
              : 'Webhooks reach this computer through it. Phone systems with a direct connection need none.'
          }
        />
        <Step
          number={3}
          state={states[2]}
          title="Point its webhook here and make a test call"
          text="Ringback shows the address to give to your phone system."
        />
      </ol>
      <div>
        {states[1] === 'next' ? (
          <Button onClick={() => void navigate({ to: '/settings', hash: tunnelSection })}>
            Connect a tunnel
          </Button>
        ) : draft && !source ? (
          <ContinueAdding />
        ) : (
          <Button
            onClick={() =>
              void navigate({ to: '/settings/sources/$sourceId', params: { sourceId: source?.id ?? 'new' } })
            }
          >
            {source ? `Open ${source.name}` : 'Set up a phone system'}
          </Button>
        )}
      </div>
    </Stack>
  );
}

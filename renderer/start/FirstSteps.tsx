import { Button, Stack, Text, Title } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import type { Settings } from '#shared/settings.ts';
import { useSettings, useStatus } from '../bridge/queries.ts';
import { tunnelSection } from '../settings/sections.ts';
import classes from './start.module.css';

type StepState = 'done' | 'next' | 'later';

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

/** Whether the sources' webhooks can find this computer, as far as Settings tell: only a call proves it. */
const hasWayIn = ({ sources, tunnel }: Settings): boolean =>
  tunnel.kind !== 'none' ||
  (sources.length > 0 &&
    sources.every(({ transport, publicUrl }) => transport === 'socket' || publicUrl !== undefined));

/** What a newcomer does before the first call can arrive. */
export function FirstSteps() {
  const navigate = useNavigate();
  const view = useSettings().data;
  const hasEvents = Boolean(useStatus().data?.lastEventAt);
  if (!view) return null;
  const source = view.settings.sources[0];
  const isProvable =
    view.secrets.some(({ count }) => count > 0) ||
    source?.options.unauthenticated === true ||
    view.credentials.some(({ sourceId }) => sourceId === source?.id && source.transport === 'socket');
  const firstOpen = [Boolean(source) && isProvable, hasWayIn(view.settings), hasEvents].indexOf(false);
  const stateOf = (index: number): StepState => {
    if (firstOpen < 0 || index < firstOpen) return 'done';
    return index === firstOpen ? 'next' : 'later';
  };
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
          state={stateOf(0)}
          title="Choose your phone system and paste its secret"
          text="The secret proves that a call really comes from there. It stays on this computer."
        />
        <Step
          number={2}
          state={stateOf(1)}
          title="Connect a tunnel"
          text="Webhooks reach this computer through it. Phone systems with a socket need none."
        />
        <Step
          number={3}
          state={stateOf(2)}
          title="Point its webhook here and make a test call"
          text="Ringback shows the address to give to your phone system."
        />
      </ol>
      <div>
        {firstOpen === 1 ? (
          <Button onClick={() => void navigate({ to: '/settings', hash: tunnelSection })}>
            Connect a tunnel
          </Button>
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

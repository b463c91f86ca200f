import { ActionIcon, Button, Group, Stack, Text, Title, Tooltip } from '@mantine/core';
import { IconCopy, IconExternalLink, IconPhone, IconRotate2 } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Identity } from '#shared/calls/party.ts';
import { otherParty } from '#shared/calls/party.ts';
import type { Call } from '#shared/contract/calls.ts';
import { contactOf } from '#shared/contract/contact.ts';
import type { DoneOutcome } from '#shared/contract/rep-act.ts';
import { CallHistory } from './CallHistory.tsx';
import classes from './caller.module.css';
import { DoneButton } from './DoneButton.tsx';
import { RemoveTestCallsButton } from './RemoveTestCallsButton.tsx';
import { useCallCommands } from './use-call-commands.ts';
import { useCallFormatting } from './use-call-formatting.ts';
import { VoicemailNote } from './VoicemailNote.tsx';

interface CallerPageProps {
  who: Identity;
  /** The call that the commands act on. */
  call: Call;
  /** A sentence about what happened and when. */
  summary: ReactNode;
  onDone?: ((outcome?: DoneOutcome) => void) | undefined;
  onReopen?: (() => void) | undefined;
}

/** The caller's page: identity, commands, voicemail and call history. */
export function CallerPage({ who, call, summary, onDone, onReopen }: CallerPageProps) {
  const { callBack, openInCrm, hasCrmAddress, copyNumber } = useCallCommands();
  const line = useCallFormatting().line(call);
  const number = otherParty(call);
  return (
    <Stack gap="lg">
      <Stack gap={2}>
        <Group gap={6} wrap="nowrap" justify="space-between" align="flex-start">
          <Title order={2} fz="xl" dir="auto" data-details-heading tabIndex={-1} className={classes.name}>
            {who.title}
          </Title>
          {number !== null && (
            <Tooltip label="Copy number">
              <ActionIcon
                variant="subtle"
                color="gray"
                size={30}
                aria-label="Copy number"
                onClick={() => void copyNumber(call)}
              >
                <IconCopy size={17} stroke={1.7} />
              </ActionIcon>
            </Tooltip>
          )}
        </Group>
        {who.number && (
          <Text c="dimmed" dir="auto">
            {who.number}
          </Text>
        )}
        <Text c="dimmed" fz="sm">
          {summary}
        </Text>
        <Text c="dimmed" fz="sm">
          {call.direction === 'inbound' ? 'To' : 'From'} {line.name}
          {line.number && `, ${line.number}`}
        </Text>
        {call.isTest && (
          <Group gap="sm" mt={6}>
            <Text c="dimmed" fz="sm">
              Test call sent by Ringback.
            </Text>
            <RemoveTestCallsButton />
          </Group>
        )}
        {call.foundLater && (
          <Text c="dimmed" fz="sm">
            Ringback learned of this call late. Its webhook did not arrive, or was refused first.
          </Text>
        )}
      </Stack>

      <Group gap={6}>
        <Button
          size="sm"
          px={8}
          leftSection={<IconPhone size={16} stroke={1.8} />}
          disabled={number === null}
          onClick={() => callBack(call)}
        >
          Call back
        </Button>
        <Button
          size="sm"
          px={8}
          variant="default"
          leftSection={<IconExternalLink size={16} stroke={1.8} />}
          disabled={!hasCrmAddress(call)}
          onClick={() => openInCrm(call)}
        >
          Open in CRM
        </Button>
        {onDone && <DoneButton onDone={onDone} />}
        {onReopen && (
          <Button
            size="sm"
            px={8}
            variant="default"
            leftSection={<IconRotate2 size={16} stroke={1.8} />}
            onClick={onReopen}
          >
            Put back
          </Button>
        )}
      </Group>

      {call.voicemail && <VoicemailNote voicemail={call.voicemail} />}
      {number !== null && <CallHistory key={contactOf(call)} contact={contactOf(call)} />}
    </Stack>
  );
}

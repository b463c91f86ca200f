import { ActionIcon, Popover, Stack, Text, Title, Tooltip } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconInfoCircle } from '@tabler/icons-react';
import { useId, useRef, useState } from 'react';
import type { Status } from '#shared/contract/status.ts';
import { CheckNow } from './CheckNow.tsx';
import { MissingCallsList } from './MissingCalls.tsx';
import { ReachabilityFacts } from './ReachabilityFacts.tsx';
import { ReconnectNow } from './ReconnectNow.tsx';
import classes from './status.module.css';

/** The details behind the status line: the proof of reachability, and each phone system's completeness. */
export function StatusDetails({ status }: { status: Status }) {
  const titleId = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  // On the document, because the popover does not take the focus.
  useHotkeys(isOpen ? [['Escape', close]] : [], []);
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      closeOnEscape={false}
      position="bottom-end"
      width={400}
      shadow="md"
      withinPortal={false}
      hideDetached={false}
    >
      <Popover.Target>
        <Tooltip label="Details" disabled={isOpen}>
          <ActionIcon
            ref={button}
            variant="subtle"
            color="gray"
            size={26}
            aria-label="How this is known"
            className={classes.more}
            onClick={() => setOpen(!isOpen)}
          >
            <IconInfoCircle size={17} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-labelledby={titleId} className={classes.details}>
        <Stack gap="md">
          <Stack gap={4}>
            <Title order={2} id={titleId}>
              Connection
            </Title>
            <ReachabilityFacts status={status} />
            <ReconnectNow status={status} />
          </Stack>
          {status.completeness && status.completeness.sources.length > 0 && (
            <Stack gap={4}>
              <Title order={2}>Missing calls</Title>
              <MissingCallsList sources={status.completeness.sources} />
              <Text fz="xs" c="dimmed">
                The phone systems' own call logs are compared with what arrived.
              </Text>
              <CheckNow />
            </Stack>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

import { Button, CloseButton, Group, Menu, Stack, Text, Title } from '@mantine/core';
import { IconChevronDown, IconCircleCheck, IconSend, IconShieldX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { SettingsSource } from '#shared/config/settings.ts';
import { type SimulatedEvent, type SimulationResult, simulatedEvents } from '#shared/contract/simulator.ts';
import { RemoveTestCallsButton } from '../callers/RemoveTestCallsButton.tsx';
import { useBridge } from '../data/bridge.ts';
import { queryKeys } from '../data/queries.ts';
import { failureWords } from '../ui/failure.ts';
import { showError } from '../ui/toast.ts';
import classes from './health.module.css';
import { eventNames, groupRequests, makesCalls, statusWords } from './simulated-events.ts';

interface Report {
  event: SimulatedEvent;
  requests: SimulationResult['requests'];
}

function TestReport({ report, onClose }: { report: Report; onClose: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  // Scrolls to the result, because the button may be at the window's lower edge. Tests have no layout to scroll.
  useEffect(() => box.current?.scrollIntoView?.({ block: 'nearest' }), []);
  return (
    <Stack ref={box} gap={6} className={classes.report}>
      <Group justify="space-between" gap="xs">
        <Title order={3}>Test: {eventNames[report.event].label.toLowerCase()}</Title>
        <CloseButton size="sm" aria-label="Close the result" onClick={onClose} />
      </Group>
      <Text fz="sm" c="dimmed">
        {eventNames[report.event].text}
      </Text>
      <ul className={classes.requests} aria-label="Result of the test">
        {groupRequests(report.requests).map(({ description, status, times }) => {
          const Icon = status < 300 ? IconCircleCheck : IconShieldX;
          return (
            <li key={`${status} ${description}`}>
              <Icon size={16} stroke={1.7} aria-hidden />
              <span className={classes.previewWords}>
                {description}
                {times > 1 && ` ×${times}`}
              </span>
              <Text span fz="sm" c="dimmed">
                {statusWords(status)}
              </Text>
            </li>
          );
        })}
      </ul>
      {makesCalls(report.requests) && (
        <Group gap="sm">
          <Text fz="sm" c="dimmed">
            In the lists it is marked as a test.
          </Text>
          <RemoveTestCallsButton />
        </Group>
      )}
    </Stack>
  );
}

interface TestCallProps {
  source: SettingsSource;
  /** Other buttons on the same line. */
  children?: ReactNode;
}

/** Sends a test call: the phone system's signed request, to this computer's own port. */
export function TestCall({ source, children }: TestCallProps) {
  const bridge = useBridge();
  const queryClient = useQueryClient();
  const [isSending, setSending] = useState(false);
  const [report, setReport] = useState<Report | null>(null);

  const send = async (event: SimulatedEvent) => {
    setSending(true);
    setReport(null);
    try {
      const { requests } = await bridge.simulator.send({ sourceId: source.id, event });
      setReport({ event, requests });
    } catch (error) {
      showError('The test was not sent', failureWords(error));
    } finally {
      setSending(false);
      for (const queryKey of [queryKeys.deliveries, queryKeys.health])
        void queryClient.invalidateQueries({ queryKey });
    }
  };

  return (
    <Stack gap="md">
      <Group gap="xs">
        <Menu position="bottom-start" width={260} withinPortal={false} withInitialFocusPlaceholder={false}>
          <Menu.Target>
            <Button
              variant="default"
              loading={isSending}
              leftSection={<IconSend size={16} stroke={1.7} />}
              rightSection={<IconChevronDown size={15} stroke={1.7} />}
            >
              Send a test call
            </Button>
          </Menu.Target>
          <Menu.Dropdown aria-label="What to send">
            {simulatedEvents.map((event) => (
              <Menu.Item key={event} onClick={() => void send(event)}>
                {eventNames[event].label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        {children}
      </Group>
      <div aria-live="polite">{report && <TestReport report={report} onClose={() => setReport(null)} />}</div>
    </Stack>
  );
}

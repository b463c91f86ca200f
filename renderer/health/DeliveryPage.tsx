import { Button, Code, Stack, Text, Title } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import type { Delivery } from '#shared/contract/deliveries.ts';
import { useDelivery, useSettings } from '../data/queries.ts';
import { Ago } from '../time/Ago.tsx';
import { Facts } from '../ui/Facts.tsx';
import { RowSkeletons } from '../ui/RowSkeletons.tsx';
import { sourceName } from '../ui/source-name.ts';
import { bodyText } from './body-text.ts';
import { asSentence, deliveryAdvice, deliveryTitle, outcomeWords } from './delivery-words.ts';
import classes from './health.module.css';
import { UnreadNote } from './UnreadNote.tsx';

function Body({ text, isCut }: { text: string; isCut: boolean }) {
  return (
    <Stack gap={6}>
      <Title order={3}>{isCut ? 'Beginning of the body' : 'Body'}</Title>
      <Code block className={classes.body} tabIndex={0} dir="auto">
        {text === '' ? '(empty)' : text}
      </Code>
    </Stack>
  );
}

interface DeliveryPageProps {
  delivery: Delivery;
  /** Only for dead letters. */
  onTryAgain?: (() => void) | undefined;
}

/** One delivery: its outcome, advice, and content. */
export function DeliveryPage({ delivery, onTryAgain }: DeliveryPageProps) {
  const details = useDelivery(delivery.id);
  const sources = useSettings().data?.settings.sources;
  const advice = deliveryAdvice(delivery);
  const { reason } = delivery;
  const title = deliveryTitle(delivery);
  const more = details.data;
  const source = sources?.find(({ id }) => id === delivery.sourceId);
  return (
    <Stack gap="md">
      <Stack gap={2}>
        <Title order={2} fz="lg" data-details-heading tabIndex={-1} className={classes.name}>
          {title}
        </Title>
        <Text c="dimmed" fz="sm">
          {outcomeWords(delivery)}, <Ago iso={delivery.receivedAt} as="at" />
        </Text>
      </Stack>
      {advice && <Text fz="sm">{advice}</Text>}
      {source && more && <UnreadNote source={source} details={more} />}
      {onTryAgain && (
        <div>
          <Button leftSection={<IconRefresh size={16} stroke={1.8} />} onClick={onTryAgain}>
            Try again
          </Button>
        </div>
      )}
      <Facts
        facts={[
          ['Phone system', sourceName(sources, delivery.sourceId)],
          ['Sent from', more?.sender ?? null],
          ['Event', delivery.eventType],
          ['Event ID', delivery.eventId],
          ['Answered with', String(delivery.status)],
          ['Sent by', delivery.origin === 'test' ? 'Ringback, as a test call' : null],
          [
            'Tried',
            delivery.attempts === 0 ? null : delivery.attempts === 1 ? 'once' : `${delivery.attempts} times`,
          ],
          ['Note', reason && asSentence(reason) !== title ? asSentence(reason) : null],
          ['Content type', more?.contentType ?? null],
          ['Query', more?.query ?? null],
        ]}
      />
      {details.isPending && <RowSkeletons label="Loading the delivery" />}
      {details.isError && (
        <Text fz="sm" c="dimmed">
          Its body could not be loaded.
        </Text>
      )}
      {details.isSuccess &&
        (more?.body == null ? (
          <Text fz="sm" c="dimmed">
            No body was kept.
          </Text>
        ) : (
          <Body
            text={more.isBodyCut ? more.body : bodyText(more.body, more.contentType)}
            isCut={more.isBodyCut}
          />
        ))}
    </Stack>
  );
}

import { NativeSelect, Stack, Text } from '@mantine/core';
import { useNow } from '../../time/clock.ts';
import { useTimeWords } from '../../time/time-words.tsx';
import { BodyTree } from './BodyTree.tsx';
import { foundAt } from './preview.ts';
import type { ReceivedBody } from './use-received-bodies.ts';

interface ReceivedBodiesProps {
  bodies: readonly ReceivedBody[];
  shown: ReceivedBody | undefined;
  /** The path of the event's type; empty while not chosen. */
  typePath: string;
  used: ReadonlySet<string>;
  target: string;
  onShow: (deliveryId: string) => void;
  onPick: (path: string) => void;
}

/** The latest received bodies, one of them open. */
export function ReceivedBodies({
  bodies,
  shown,
  typePath,
  used,
  target,
  onShow,
  onPick,
}: ReceivedBodiesProps) {
  const now = useNow();
  const { at } = useTimeWords();
  if (!shown)
    return (
      <Text fz="sm" c="dimmed">
        Nothing has arrived from this phone system yet. Point its webhook to the address, make a test call,
        and what it sends appears here. Paths can be typed meanwhile.
      </Text>
    );
  return (
    <Stack gap="sm">
      <NativeSelect
        label="Event"
        description="Recently received events. Look at a missed call, a voicemail and an answered call."
        data={bodies.map(({ deliveryId, receivedAt, body }) => ({
          value: deliveryId,
          label: [at(receivedAt, now), foundAt(body, typePath)].filter(Boolean).join(', '),
        }))}
        value={shown.deliveryId}
        onChange={(event) => onShow(event.currentTarget.value)}
      />
      <BodyTree body={shown.body} used={used} target={target} onPick={onPick} />
    </Stack>
  );
}

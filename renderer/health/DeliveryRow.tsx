import type { Delivery } from '#shared/contract/deliveries.ts';
import { ListRow, type RowProps } from '../list/ListRow.tsx';
import { useTimeWords } from '../time/time-words.tsx';
import { deliveryTitle, eventIdWords, outcomeWords } from './delivery-words.ts';
import { OutcomeIcon } from './OutcomeIcon.tsx';

interface DeliveryRowProps extends RowProps {
  delivery: Delivery;
  /** The rep's name of the phone system. */
  source: string;
}

/** The row of a delivery: event type, outcome, time to the second, and phone system. */
export function DeliveryRow({ delivery, source, ...row }: DeliveryRowProps) {
  const { receivedAt } = delivery;
  const { exactTime, fullDate } = useTimeWords();
  return (
    <ListRow
      {...row}
      icon={<OutcomeIcon outcome={delivery.outcome} />}
      title={deliveryTitle(delivery)}
      aside={delivery.origin === 'test' ? 'Test call' : null}
      what={outcomeWords(delivery)}
      words={eventIdWords(delivery)}
      when={
        <time dateTime={receivedAt} title={fullDate(receivedAt)}>
          {exactTime(receivedAt)}
        </time>
      }
      line={source}
    />
  );
}

import { NativeSelect } from '@mantine/core';
import { type Delivery, deliveryOutcomes } from '#shared/contract/deliveries.ts';
import { outcomeNames } from './delivery-words.ts';

type Outcome = Delivery['outcome'];

interface OutcomeFilterProps {
  /** Absent shows all. */
  outcome: Outcome | undefined;
  onChange: (outcome: Outcome | undefined) => void;
}

/** The filter of deliveries by outcome. */
export function OutcomeFilter({ outcome, onChange }: OutcomeFilterProps) {
  return (
    <NativeSelect
      size="xs"
      aria-label="Outcome"
      data={[
        { value: '', label: 'All outcomes' },
        ...deliveryOutcomes.map((value) => ({ value, label: outcomeNames[value] })),
      ]}
      value={outcome ?? ''}
      onChange={(event) => onChange(deliveryOutcomes.find((known) => known === event.currentTarget.value))}
    />
  );
}

import { NumbersForm } from './NumbersForm.tsx';

/** How long what is kept. */
export const RetentionForm = ({ callDays, deliveryDays }: { callDays: number; deliveryDays: number }) => (
  <NumbersForm
    title="How long calls and deliveries are kept"
    fields={[
      {
        name: 'callDays',
        label: 'Calls, in days',
        description: 'With what is to be called back. Older ones are erased.',
        value: callDays,
        inputMode: 'numeric',
      },
      {
        name: 'deliveryDays',
        label: 'Deliveries, in days',
        description: 'What the phone systems sent, as Health shows it.',
        value: deliveryDays,
        inputMode: 'numeric',
      },
    ]}
  />
);

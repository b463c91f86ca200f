import { NumbersForm } from './NumbersForm.tsx';

/** The form for the retention of calls and deliveries. */
export const RetentionForm = ({ callDays, deliveryDays }: { callDays: number; deliveryDays: number }) => (
  <NumbersForm
    title="How long calls and deliveries are kept"
    fields={[
      {
        name: 'callDays',
        label: 'Calls, in days',
        description: 'Includes follow-ups. Older calls are deleted.',
        value: callDays,
        inputMode: 'numeric',
      },
      {
        name: 'deliveryDays',
        label: 'Deliveries, in days',
        description: 'The requests that Health shows.',
        value: deliveryDays,
        inputMode: 'numeric',
      },
    ]}
  />
);

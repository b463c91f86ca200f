import { NumbersForm } from './NumbersForm.tsx';

/** How long a missed call waits before it is notified. */
export const HoldForm = ({ holdSeconds }: { holdSeconds: number }) => (
  <NumbersForm
    title="Wait before a notification"
    fields={[
      {
        name: 'holdSeconds',
        label: 'Seconds before a missed call is notified',
        description: 'A call that is answered meanwhile by a colleague or on another device is not notified.',
        value: holdSeconds,
        inputMode: 'decimal',
      },
    ]}
  />
);

import { NumbersForm } from './NumbersForm.tsx';

/** How long a missed call waits before it is notified. */
export const HoldForm = ({ holdSeconds }: { holdSeconds: number }) => (
  <NumbersForm
    title="Notification delay"
    fields={[
      {
        name: 'holdSeconds',
        label: 'Delay of a missed call, in seconds',
        description: 'If a colleague or another device answers meanwhile, no notification appears.',
        value: holdSeconds,
        inputMode: 'decimal',
      },
    ]}
  />
);

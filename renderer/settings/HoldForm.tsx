import { NumbersForm } from './NumbersForm.tsx';

/** The form for the hold time of missed calls. */
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

import { NumbersForm } from './NumbersForm.tsx';

/** What counts as having reached a caller. */
export const TalkForm = ({ talkSeconds }: { talkSeconds: number }) => (
  <NumbersForm
    title="Reached callers"
    fields={[
      {
        name: 'talkSeconds',
        label: 'Shortest call that counts as reached, in seconds',
        description: 'A shorter call back may have been a voicemail box. The caller stays in the list.',
        value: talkSeconds,
        inputMode: 'numeric',
      },
    ]}
  />
);

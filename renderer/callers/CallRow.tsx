import { VisuallyHidden } from '@mantine/core';
import { callWords } from '#shared/calls/words.ts';
import type { Call } from '#shared/contract/calls.ts';
import { ListRow, type RowProps } from '../list/ListRow.tsx';
import { Ago } from '../time/Ago.tsx';
import { CallIcon } from './CallIcon.tsx';
import { RowActions } from './RowActions.tsx';
import { useCallFormatting } from './use-call-formatting.ts';

interface CallRowProps extends RowProps {
  call: Call;
}

/** One call in the list of all calls. */
export function CallRow({ call, ...row }: CallRowProps) {
  const formatting = useCallFormatting();
  const who = formatting.party(call);
  return (
    <ListRow
      {...row}
      icon={<CallIcon call={call} />}
      title={who.title}
      aside={who.number}
      what={
        <>
          {callWords(call)}
          {call.direction === 'outbound' && <VisuallyHidden> (outbound)</VisuallyHidden>}
        </>
      }
      words={call.voicemail?.transcript ?? null}
      when={<Ago iso={call.at} />}
      line={formatting.line(call).name}
      actions={<RowActions call={call} tabIndex={row.state.tabIndex} />}
    />
  );
}

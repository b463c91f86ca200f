import { VisuallyHidden } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { callWords } from '#shared/calls/words.ts';
import type { Call } from '#shared/contract/calls.ts';
import { useCallFormatting } from '../callers/use-call-formatting.ts';
import { useBridge } from '../data/bridge.ts';

const isNews = ({ outcome }: Call): boolean => outcome === 'missed' || outcome === 'voicemail';

/** Announces new missed calls and voicemails to screen readers. */
export function Announcer() {
  const bridge = useBridge();
  const formatting = useCallFormatting();
  const latestFormatting = useRef(formatting);
  const told = useRef(new Map<string, Call['outcome']>());
  const [message, setMessage] = useState('');

  useEffect(() => {
    latestFormatting.current = formatting;
  });
  useEffect(
    () =>
      bridge.calls.onChanged(({ calls }) => {
        const news = calls.filter((call) => isNews(call) && told.current.get(call.id) !== call.outcome);
        for (const call of news) told.current.set(call.id, call.outcome);
        const first = news[0];
        if (!first) return;
        setMessage(
          news.length > 1
            ? `${news.length} new missed calls and voicemails`
            : `${callWords(first)}: ${latestFormatting.current.party(first).title}`,
        );
      }),
    [bridge],
  );

  return (
    <VisuallyHidden role="log" aria-live="polite" aria-label="New calls">
      {message}
    </VisuallyHidden>
  );
}

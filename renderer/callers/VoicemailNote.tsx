import { Stack, Text, Title } from '@mantine/core';
import type { Voicemail } from '#shared/contract/calls.ts';
import { trackLength } from '#shared/format/duration.ts';
import classes from './caller.module.css';

/** A voicemail: its length and its transcript, where the phone system has one. */
export function VoicemailNote({ voicemail }: { voicemail: Voicemail }) {
  return (
    <Stack gap="xs">
      <Title order={3}>
        Voicemail
        {voicemail.durationSeconds !== null && `, ${trackLength(voicemail.durationSeconds)}`}
      </Title>
      {voicemail.transcript ? (
        <blockquote className={classes.quote} dir="auto">
          {voicemail.transcript}
        </blockquote>
      ) : (
        <Text c="dimmed" fz="sm">
          The phone system sent no transcript. The recording is in the phone system.
        </Text>
      )}
    </Stack>
  );
}

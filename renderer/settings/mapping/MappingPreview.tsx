import { Text, Title } from '@mantine/core';
import type { JsonObject } from '#shared/util/json.ts';
import { Facts } from '../../ui/Facts.tsx';
import classes from './mapping.module.css';
import type { MappingDraft } from './mapping-draft.ts';
import { previewOf } from './preview.ts';

/** A live preview: the call that the shown event becomes by the draft. */
export function MappingPreview({ draft, body }: { draft: MappingDraft; body: JsonObject }) {
  const { title, reason, facts } = previewOf(draft, body);
  return (
    <section className={classes.preview} aria-label="What this event becomes">
      <Title order={2} aria-live="polite">
        {title ?? 'No call yet'}
      </Title>
      {reason && (
        <Text fz="sm" c="dimmed">
          {reason}
        </Text>
      )}
      <Facts facts={facts} />
    </section>
  );
}

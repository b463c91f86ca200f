import { Button, Group } from '@mantine/core';
import type { CrmPlaceholder } from '#shared/config/crm-url.ts';
import classes from './settings.module.css';

/** The names of the placeholders, with their example values where useful, in order of use. */
const words: Record<CrmPlaceholder, string> = {
  e164: 'Number +14155550123',
  digits: 'Digits 14155550123',
  national: 'As dialled (415) 555-0123',
  name: "Caller's name",
  sourceId: 'Phone system',
  callId: "Ringback's call ID",
  providerCallId: "Phone system's call ID",
};
const offered = Object.keys(words) as CrmPlaceholder[];

/** The buttons that insert a placeholder into the CRM address. */
export function CrmPlaceholders({ onInsert }: { onInsert: (placeholder: CrmPlaceholder) => void }) {
  return (
    <Group gap={6} role="group" aria-label="Insert a placeholder">
      {offered.map((name) => (
        <Button key={name} variant="default" size="compact-sm" fw={400} onClick={() => onInsert(name)}>
          {words[name]} <span className={classes.placeholderKey}>{`{${name}}`}</span>
        </Button>
      ))}
    </Group>
  );
}

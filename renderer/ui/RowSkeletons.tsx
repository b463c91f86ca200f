import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import { useTimeout } from '@mantine/hooks';
import { useState } from 'react';

/** Delay before skeletons show, in milliseconds. Earlier ones would only flicker. */
const delayMs = 150;
const rows = ['a', 'b', 'c', 'd', 'e', 'f'];

/** Placeholders of loading rows, invisible at first. */
export function RowSkeletons({ label }: { label: string }) {
  const [isLate, setLate] = useState(false);
  useTimeout(() => setLate(true), delayMs, { autoInvoke: true });
  if (!isLate) return null;
  return (
    <Stack gap="md" p="md" role="status">
      <VisuallyHidden>{label}</VisuallyHidden>
      {rows.map((row) => (
        <Skeleton key={row} height={32} radius="md" aria-hidden />
      ))}
    </Stack>
  );
}

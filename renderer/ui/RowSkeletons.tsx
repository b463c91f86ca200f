import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import { useTimeout } from '@mantine/hooks';
import { useState } from 'react';

/** Below this many milliseconds a skeleton would only flicker. */
const patienceMs = 150;
const rows = ['a', 'b', 'c', 'd', 'e', 'f'];

/** Stands where rows will be; invisible at first. */
export function RowSkeletons({ label }: { label: string }) {
  const [isLate, setLate] = useState(false);
  useTimeout(() => setLate(true), patienceMs, { autoInvoke: true });
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

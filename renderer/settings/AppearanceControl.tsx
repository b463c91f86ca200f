import { SegmentedControl } from '@mantine/core';
import type { Settings } from '#shared/config/settings.ts';
import { useUpdateSettings } from './use-update-settings.ts';

const choices: { value: Settings['appearance']; label: string }[] = [
  { value: 'system', label: 'System default' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

/** The choice of appearance: light, dark or the system's. */
export function AppearanceControl({ appearance }: { appearance: Settings['appearance'] }) {
  const update = useUpdateSettings();
  return (
    <SegmentedControl
      aria-label="Appearance"
      data={choices}
      value={appearance}
      onChange={(value) => {
        const chosen = choices.find((choice) => choice.value === value);
        if (chosen) void update({ appearance: chosen.value });
      }}
    />
  );
}

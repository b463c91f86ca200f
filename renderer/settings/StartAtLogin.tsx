import { Switch } from '@mantine/core';
import { useUpdateSettings } from './use-update-settings.ts';

interface StartAtLoginProps {
  isOn: boolean;
  /** False for a copy that is not installed. */
  isPossible: boolean;
}

/** The switch that starts Ringback at login. */
export function StartAtLogin({ isOn, isPossible }: StartAtLoginProps) {
  const update = useUpdateSettings();
  return (
    <Switch
      label="Start at login"
      description={
        isPossible
          ? 'Ringback starts hidden, so that no call is missed after a restart.'
          : 'Only an installed Ringback can start at login.'
      }
      checked={isOn && isPossible}
      disabled={!isPossible}
      onChange={({ currentTarget }) => void update({ startAtLogin: currentTarget.checked })}
    />
  );
}

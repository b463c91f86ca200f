import type { Settings, SettingsPatch } from '#shared/config/settings.ts';

/** The settings with the patch's values; a key that is absent or undefined stays as it is. */
export const patchSettings = (current: Settings, patch: SettingsPatch): Settings => ({
  ...current,
  port: patch.port ?? current.port,
  crmTemplate: patch.crmTemplate ?? current.crmTemplate,
  region: patch.region === undefined ? current.region : patch.region,
  holdSeconds: patch.holdSeconds ?? current.holdSeconds,
  callDays: patch.callDays ?? current.callDays,
  deliveryDays: patch.deliveryDays ?? current.deliveryDays,
  appearance: patch.appearance ?? current.appearance,
});

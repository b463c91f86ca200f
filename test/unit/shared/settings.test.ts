import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { engineConfigSchema } from '../../../shared/config/engine-config.ts';
import {
  patchSettings,
  type Settings,
  type SettingsPatch,
  settingsPatchSchema,
  settingsSchema,
} from '../../../shared/config/settings.ts';
import { fileFault } from '../../../shared/format/file-fault.ts';
import { check } from '../../../shared/format/schema-faults.ts';

/** Valid values of settings that a patch may change. */
const patches: fc.Arbitrary<SettingsPatch> = fc.record(
  {
    port: fc.integer({ min: 1024, max: 65_535 }),
    crmTemplate: fc.constantFrom('', 'https://crm.example/{e164}', 'tel:{e164}'),
    region: fc.constantFrom(null, 'US', 'GB'),
    holdSeconds: fc.double({ min: 0, max: 60, noNaN: true }),
    callDays: fc.integer({ min: 1, max: 3650 }),
    deliveryDays: fc.integer({ min: 1, max: 3650 }),
    appearance: fc.constantFrom('system', 'light', 'dark'),
  },
  { requiredKeys: [] },
);

describe('what Settings may change', () => {
  it('is every setting but those with commands of their own, without being listed', () => {
    const { version, sources, tunnel, trayHintShown, ...rest } = settingsSchema.shape;
    expect([version, sources, tunnel, trayHintShown]).not.toContain(undefined);
    expect(Object.keys(settingsPatchSchema.shape)).toEqual(Object.keys(rest));
    expect(settingsPatchSchema.safeParse({ sources: [] }).success).toBe(false);
  });

  it('is what a patch names, and every other setting stays as it was', () => {
    fc.assert(
      fc.property(patches, patches, (before, change) => {
        const current: Settings = settingsSchema.parse(before);
        const parsed = settingsPatchSchema.parse(change);
        expect(Object.keys(parsed)).toEqual(Object.keys(change));
        expect(patchSettings(current, parsed)).toEqual({ ...current, ...change });
      }),
    );
  });

  it('stays where a patch says undefined, as one does that comes from another process', () => {
    const current = settingsSchema.parse({ port: 4600, region: 'US' });
    const patch = settingsPatchSchema.parse({ port: undefined, region: undefined, appearance: 'dark' });
    expect(patchSettings(current, patch)).toEqual({ ...current, appearance: 'dark' });
  });
});

describe('a value out of its range', () => {
  it.each([
    ['holdSeconds', { holdSeconds: 61 }, { holdSeconds: 61 }],
    ['callDays', { callDays: 0 }, { retention: { callDays: 0 } }],
    ['deliveryDays', { deliveryDays: 1.5 }, { retention: { deliveryDays: 1.5 } }],
    ['region', { region: 'USA' }, { region: 'USA' }],
  ])('is refused in the same words by settings and engine: %s', (_name, settings, config) => {
    const messages = [
      check(settingsSchema, settings),
      check(settingsPatchSchema, settings),
      check(engineConfigSchema, config),
    ].map((checked) => (checked.ok ? [] : checked.faults.map((fault) => fileFault(fault, () => []).message)));
    expect(messages[0]).toEqual([expect.stringMatching(/^expected /)]);
    expect(messages).toEqual([messages[0], messages[0], messages[0]]);
  });

  it('is a port below 1024 for the app, and may be any port for the headless engine', () => {
    const checked = check(settingsPatchSchema, { port: 80 });
    expect(checked.ok ? [] : checked.faults.map((fault) => fileFault(fault, () => []))).toEqual([
      { code: 'unexpected', path: 'port', message: 'expected a port from 1024 to 65535' },
    ]);
    expect(engineConfigSchema.parse({ port: 80 }).port).toBe(80);
  });
});

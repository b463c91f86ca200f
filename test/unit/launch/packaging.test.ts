import { FuseState, FuseV1Options, FuseVersion } from '@electron/fuses';
import { describe, expect, it } from 'vitest';
import { fuseDifferences } from '../../../electron/tooling/fuses.ts';
import { builderConfiguration } from '../../../electron/tooling/packaging.ts';

const electron = {
  dist: '/opt/electron',
  executable: '/opt/electron/electron',
  version: '45.4.1',
  sqliteBinding: null,
  noSandbox: false,
};

const platform = `${process.platform}-${process.arch}`;
const ngrokAddon = expect.objectContaining({
  filter: expect.arrayContaining([`ngrok-${platform}/*.node`, `ngrok-${platform}-*/*.node`]),
});

describe('builderConfiguration', () => {
  it("packs the resolved Electron with the platform's own prebuilds", () => {
    const { electronDist, electronVersion, files } = builderConfiguration(electron, {});
    expect({ electronDist, electronVersion }).toEqual({
      electronDist: '/opt/electron',
      electronVersion: '45.4.1',
    });
    expect(files).toEqual([
      expect.objectContaining({ filter: [`${process.platform}-${process.arch}.node`] }),
      ngrokAddon,
    ]);
  });

  it('puts a compiled addon where better-sqlite3 looks first', () => {
    const own = { ...electron, version: '33.2.1', sqliteBinding: '/cache/addon/better_sqlite3.node' };
    expect(builderConfiguration(own, {}).files).toEqual([
      { from: '/cache/addon', to: 'node_modules/better-sqlite3/build/Release', filter: ['*.node'] },
      ngrokAddon,
    ]);
  });

  it('keeps the app that tests may inspect apart from the one for people', () => {
    const forPeople = builderConfiguration(electron, {});
    const forTests = builderConfiguration(electron, { inspectable: true });
    expect(forPeople.electronFuses?.enableNodeCliInspectArguments).toBe(false);
    expect(forTests.electronFuses?.enableNodeCliInspectArguments).toBe(true);
    expect([forPeople.extraMetadata, forTests.extraMetadata]).toEqual([undefined, { inspectable: true }]);
    expect(forTests.directories?.output).not.toBe(forPeople.directories?.output);
  });
});

describe('fuseDifferences', () => {
  const wire = {
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: FuseState.ENABLE,
    [FuseV1Options.OnlyLoadAppFromAsar]: FuseState.ENABLE,
  } as const;

  it('names each fuse that is not as expected, or not there at all', () => {
    expect(
      fuseDifferences(wire, { RunAsNode: false, OnlyLoadAppFromAsar: true, EnableCookieEncryption: true }),
    ).toEqual([
      'RunAsNode is ENABLE, expected DISABLE',
      'EnableCookieEncryption is missing, expected ENABLE',
    ]);
  });
});

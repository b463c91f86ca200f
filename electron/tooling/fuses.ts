/** The fuses of a packaged Ringback, as they must be found in its executable. */
import { type FuseConfig, FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { LaunchError } from './console/errors.ts';

type Fuse = Exclude<keyof typeof FuseV1Options, number>;

/** https://www.electronjs.org/docs/latest/tutorial/fuses; the same as in electron-builder.yml. */
export const expectedFuses: Record<Exclude<Fuse, 'WasmTrapHandlers'>, boolean> = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
};

/** What differs between a fuse wire and what is expected of it; empty where all is well. */
export function fuseDifferences(
  wire: FuseConfig<FuseState>,
  expected: Partial<Record<Fuse, boolean>> = expectedFuses,
): string[] {
  return Object.entries(expected).flatMap(([name, on]) => {
    const found = wire[FuseV1Options[name as Fuse]];
    const wanted = on ? FuseState.ENABLE : FuseState.DISABLE;
    if (found === wanted) return [];
    return `${name} is ${found === undefined ? 'missing' : FuseState[found]}, expected ${FuseState[wanted]}`;
  });
}

/** @throws LaunchError when a fuse of the executable is not as expected. */
export async function checkFuses(
  executable: string,
  expected: Partial<Record<Fuse, boolean>> = expectedFuses,
): Promise<void> {
  const differences = fuseDifferences(await getCurrentFuseWire(executable), expected);
  if (differences.length > 0)
    throw new LaunchError(
      `The fuses of ${executable} are not as they must be:\n  ${differences.join('\n  ')}`,
    );
}

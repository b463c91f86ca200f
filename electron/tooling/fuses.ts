/** The fuses of a packaged Ringback, and their check. */
import { type FuseConfig, FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { LaunchError } from './console/errors.ts';

type Fuse = Exclude<keyof typeof FuseV1Options, number>;

/** The expected fuses (https://www.electronjs.org/docs/latest/tutorial/fuses), the same as in electron-builder.yml. */
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

/** The differences between a fuse wire and the expected one; empty when there are none. */
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

/** Checks an executable's fuses. @throws LaunchError when one is not as expected. */
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

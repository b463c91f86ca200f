/** The system's requirements. Missing ones are installed as root, or named with the command to install them. */
import { dirname } from 'node:path';
import { run } from '../console/command.ts';
import { LaunchError } from '../console/errors.ts';
import { say } from '../console/say.ts';
import { hasApt, install, installCommand, releaseNames } from './apt.ts';
import { loadedOnDemand, missingInLdconfig, missingInLdd, packagesOf } from './libraries.ts';
import { missingTools, type Tool, toolPackages } from './tools.ts';

export interface Requirements {
  /** The needed programs. */
  tools: readonly Tool[];
  /** The Electron whose shared libraries are needed. */
  executable?: string;
}

/** The missing requirements. */
export interface Missing {
  tools: Tool[];
  libraries: string[];
}

const nothing = ({ tools, libraries }: Missing): boolean => tools.length + libraries.length === 0;

async function missingLibraries(executable: string): Promise<string[]> {
  const ldd = await run('ldd', [executable], { cwd: dirname(executable) });
  // Not in every user's PATH.
  const ldconfig = await run('/sbin/ldconfig', ['-p']);
  return [...missingInLdd(ldd.stdout), ...missingInLdconfig(ldconfig.stdout, loadedOnDemand)];
}

const findMissing = async ({ tools, executable }: Requirements): Promise<Missing> => ({
  tools: missingTools(tools),
  libraries: executable ? await missingLibraries(executable) : [],
});

/** The machine's functions for installing. */
export interface Host {
  find(): Promise<Missing>;
  hasApt(): Promise<boolean>;
  readonly isRoot: boolean;
  releaseNames(packages: readonly string[]): Promise<string[]>;
  install(packages: readonly string[]): Promise<boolean>;
}

const describe = ({ tools, libraries }: Missing): string => [...tools, ...libraries].join(', ');

/** Installs missing requirements. @throws LaunchError with their names and, on Debian and Ubuntu, the install command. */
export async function satisfy(host: Host): Promise<void> {
  const missing = await host.find();
  if (nothing(missing)) return;
  const what = `This system lacks ${describe(missing)}.`;
  if (!(await host.hasApt())) throw new LaunchError(`${what} Install it with the system's package manager.`);
  const { packages, unknown } = packagesOf(missing.libraries);
  const needed = [...new Set([...toolPackages(missing.tools), ...packages])];
  if (needed.length > 0 && host.isRoot) {
    say(`${what} Installing ${needed.join(' ')}.`);
    const installed = await host.install(needed);
    const left = await host.find();
    if (nothing(left)) return;
    throw new LaunchError(
      `${installed ? 'After installing, this system still' : 'apt-get failed; this system'} lacks ${describe(left)}.`,
    );
  }
  const command =
    needed.length > 0 ? `\n  ${installCommand(await host.releaseNames(needed), host.isRoot)}` : '';
  const rest = unknown.length > 0 ? `\nNo package is known for ${unknown.join(', ')}.` : '';
  throw new LaunchError(`${what}${command ? ' To install it:' : ''}${command}${rest}`);
}

/** Ensures requirements on Linux. Other systems need nothing. @throws LaunchError */
export async function ensure(requirements: Requirements): Promise<void> {
  if (process.platform !== 'linux') return;
  await satisfy({
    find: () => findMissing(requirements),
    hasApt,
    isRoot: process.getuid?.() === 0,
    releaseNames,
    install,
  });
}

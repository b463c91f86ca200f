/** apt, the package manager of Debian and Ubuntu. */
import { readFile } from 'node:fs/promises';
import { run, runVisibly } from '../console/command.ts';
import { say } from '../console/say.ts';

/** True when an /etc/os-release (os-release(5)) is of Debian, Ubuntu or a derivative. */
export function isDebianLike(osRelease: string): boolean {
  const value = (key: string): string =>
    osRelease.match(new RegExp(`^${key}=(.*)$`, 'm'))?.[1]?.replace(/^["']|["']$/g, '') ?? '';
  return [value('ID'), ...value('ID_LIKE').split(' ')].some((id) => id === 'debian' || id === 'ubuntu');
}

export const hasApt = async (): Promise<boolean> =>
  isDebianLike(await readFile('/etc/os-release', 'utf8').catch(() => ''));

/** True when `apt-cache policy` has an installable version. */
export const hasCandidate = (policy: string): boolean => /^\s*Candidate: (?!\(none\))\S/m.test(policy);

/** The names of packages on this release: NAMEt64 where it exists. */
export async function releaseNames(
  packages: readonly string[],
  policyOf: (name: string) => Promise<string> = async (name) =>
    (await run('apt-cache', ['policy', name], { env: { ...process.env, LC_ALL: 'C' } })).stdout,
): Promise<string[]> {
  return Promise.all(
    packages.map(async (name) => (hasCandidate(await policyOf(`${name}t64`)) ? `${name}t64` : name)),
  );
}

/** The command that installs packages; without sudo for root. */
export const installCommand = (packages: readonly string[], asRoot: boolean): string => {
  const sudo = asRoot ? '' : 'sudo ';
  return `${sudo}apt-get update && ${sudo}apt-get install -y ${packages.join(' ')}`;
};

/** Installs packages as root. Resolves to true when apt-get succeeded. */
export async function install(packages: readonly string[]): Promise<boolean> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const updated = await runVisibly('apt-get', ['update', '-q'], { env });
  if (updated !== 0) say('apt-get update failed; trying with the package lists that are there.');
  // After the update, because a fresh image has no package lists.
  const names = await releaseNames(packages);
  return (
    (await runVisibly('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...names], { env })) === 0
  );
}

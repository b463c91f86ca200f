/** Debian's and Ubuntu's package manager. */
import { readFile } from 'node:fs/promises';
import { run, runVisibly } from '../console/command.ts';
import { say } from '../console/say.ts';

/** Whether an /etc/os-release (os-release(5)) is that of Debian, Ubuntu or one of their children. */
export function isDebianLike(osRelease: string): boolean {
  const value = (key: string): string =>
    osRelease.match(new RegExp(`^${key}=(.*)$`, 'm'))?.[1]?.replace(/^["']|["']$/g, '') ?? '';
  return [value('ID'), ...value('ID_LIKE').split(' ')].some((id) => id === 'debian' || id === 'ubuntu');
}

export const hasApt = async (): Promise<boolean> =>
  isDebianLike(await readFile('/etc/os-release', 'utf8').catch(() => ''));

/** Whether `apt-cache policy` names a version that could be installed. */
export const hasCandidate = (policy: string): boolean => /^\s*Candidate: (?!\(none\))\S/m.test(policy);

/** The names that packages have on this release: NAMEt64 where there is one. */
export async function releaseNames(
  packages: readonly string[],
  policyOf: (name: string) => Promise<string> = async (name) =>
    (await run('apt-cache', ['policy', name], { env: { ...process.env, LC_ALL: 'C' } })).stdout,
): Promise<string[]> {
  return Promise.all(
    packages.map(async (name) => (hasCandidate(await policyOf(`${name}t64`)) ? `${name}t64` : name)),
  );
}

/** What to type; for root without sudo. */
export const installCommand = (packages: readonly string[], asRoot: boolean): string => {
  const sudo = asRoot ? '' : 'sudo ';
  return `${sudo}apt-get update && ${sudo}apt-get install -y ${packages.join(' ')}`;
};

/** Installs packages, as root. Resolves to whether apt-get was content. */
export async function install(packages: readonly string[]): Promise<boolean> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const updated = await runVisibly('apt-get', ['update', '-q'], { env });
  if (updated !== 0) say('apt-get update failed; trying with the package lists that are there.');
  // After the update: a fresh image has no package lists to ask for names.
  const names = await releaseNames(packages);
  return (
    (await runVisibly('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...names], { env })) === 0
  );
}

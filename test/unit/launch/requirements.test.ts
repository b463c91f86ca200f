import { describe, expect, it } from 'vitest';
import {
  hasCandidate,
  installCommand,
  isDebianLike,
  releaseNames,
} from '../../../electron/tooling/system/apt.ts';
import { type Host, type Missing, satisfy } from '../../../electron/tooling/system/requirements.ts';

const nothing: Missing = { tools: [], libraries: [] };
const missing: Missing = { tools: ['Xvfb'], libraries: ['libnss3.so', 'libnssutil3.so'] };

interface Machine {
  isRoot?: boolean;
  hasApt?: boolean;
  before?: Missing;
  /** What is missing after apt-get install. */
  after?: Missing;
  aptSucceeds?: boolean;
}

/** A machine that remembers what was installed on it. */
function machine({
  isRoot = true,
  hasApt = true,
  before = missing,
  after = nothing,
  aptSucceeds = true,
}: Machine) {
  const installed: string[] = [];
  const host: Host = {
    isRoot,
    hasApt: async () => hasApt,
    find: async () => (installed.length > 0 ? after : before),
    releaseNames: async (packages) => [...packages],
    install: async (packages) => {
      installed.push(...packages);
      return aptSucceeds;
    },
  };
  return { host, installed };
}

describe('satisfy', () => {
  it('does nothing where nothing is missing', async () => {
    const { host, installed } = machine({ before: nothing });
    await satisfy(host);
    expect(installed).toEqual([]);
  });

  it('installs what is missing, as root on Debian and Ubuntu', async () => {
    const { host, installed } = machine({});
    await satisfy(host);
    expect(installed).toEqual(['xvfb', 'libnss3']);
  });

  it('names the exact command to everyone else, and installs nothing', async () => {
    const { host, installed } = machine({ isRoot: false });
    await expect(satisfy(host)).rejects.toThrow(
      'This system lacks Xvfb, libnss3.so, libnssutil3.so. To install it:\n' +
        '  sudo apt-get update && sudo apt-get install -y xvfb libnss3',
    );
    expect(installed).toEqual([]);
  });

  it('names what is missing on other systems, even to root', async () => {
    const { host, installed } = machine({ hasApt: false });
    await expect(satisfy(host)).rejects.toThrow(
      "This system lacks Xvfb, libnss3.so, libnssutil3.so. Install it with the system's package manager.",
    );
    expect(installed).toEqual([]);
  });

  it('says what is still missing after installing', async () => {
    const left: Missing = { tools: [], libraries: ['libnss3.so'] };
    await expect(satisfy(machine({ after: left }).host)).rejects.toThrow('still lacks libnss3.so');
    await expect(satisfy(machine({ after: left, aptSucceeds: false }).host)).rejects.toThrow(
      'apt-get failed; this system lacks libnss3.so',
    );
  });

  it('says which library is in no known package', async () => {
    const { host, installed } = machine({ before: { tools: [], libraries: ['libnew.so.7'] } });
    await expect(satisfy(host)).rejects.toThrow('No package is known for libnew.so.7');
    expect(installed).toEqual([]);
  });
});

describe('isDebianLike', () => {
  it.each([
    ['Debian', 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n', true],
    ['Ubuntu', 'ID=ubuntu\nID_LIKE=debian\n', true],
    ['Linux Mint', 'ID=linuxmint\nID_LIKE="ubuntu debian"\n', true],
    ['Fedora', 'ID=fedora\nPRETTY_NAME="Fedora, not debian"\n', false],
    ['a system without os-release', '', false],
  ])('knows %s', (_name, osRelease, expected) => {
    expect(isDebianLike(osRelease)).toBe(expected);
  });
});

describe('package names', () => {
  const policies: Record<string, string> = {
    libasound2t64: 'libasound2t64:\n  Installed: (none)\n  Candidate: 1.2.11-1ubuntu0.1\n  Version table:\n',
    libnss3t64: 'libnss3t64:\n  Installed: (none)\n  Candidate: (none)\n',
  };

  it('follow the release: t64 where there is such a package', async () => {
    const policyOf = async (name: string) => policies[name] ?? '';
    expect(await releaseNames(['libasound2', 'libnss3', 'xvfb'], policyOf)).toEqual([
      'libasound2t64',
      'libnss3',
      'xvfb',
    ]);
  });

  it('are taken from the candidate line only', () => {
    expect(hasCandidate(policies.libasound2t64 ?? '')).toBe(true);
    expect(hasCandidate(policies.libnss3t64 ?? '')).toBe(false);
    expect(hasCandidate('')).toBe(false);
  });

  it('make a command that fits whoever types it', () => {
    expect(installCommand(['xvfb'], true)).toBe('apt-get update && apt-get install -y xvfb');
    expect(installCommand(['xvfb'], false)).toBe('sudo apt-get update && sudo apt-get install -y xvfb');
  });
});

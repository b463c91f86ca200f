/** The programs that the launcher runs, and their Debian or Ubuntu packages. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const packagesByTool = {
  Xvfb: 'xvfb',
  'dbus-daemon': 'dbus',
  'gnome-keyring-daemon': 'gnome-keyring',
  'g++': 'g++',
  make: 'make',
  python3: 'python3',
  sshd: 'openssh-server',
} as const;
export type Tool = keyof typeof packagesByTool;

/** The tools for a virtual screen and a private message bus. */
export const screenTools: readonly Tool[] = ['Xvfb', 'dbus-daemon'];
/** The tests' keyring. */
export const keyringTools: readonly Tool[] = ['gnome-keyring-daemon'];
/** The tools of node-gyp. */
export const compilerTools: readonly Tool[] = ['g++', 'make', 'python3'];

/** The tests' SSH server. */
export const sshServerTools: readonly Tool[] = ['sshd'];

/** The folder of servers, which is not in every user's PATH. */
const systemFolder = '/usr/sbin';

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** True when a program is in a PATH. */
const isInPath = (
  tool: string,
  path: string = [process.env.PATH ?? '', systemFolder].join(delimiter),
): boolean => path.split(delimiter).some((folder) => folder !== '' && isExecutable(join(folder, tool)));

export const missingTools = (tools: readonly Tool[], path?: string): Tool[] =>
  tools.filter((tool) => !isInPath(tool, path));

export const toolPackages = (tools: readonly Tool[]): string[] => tools.map((tool) => packagesByTool[tool]);

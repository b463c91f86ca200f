/** The programs that the launcher runs, and the Debian or Ubuntu packages that hold them. */
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

/** A virtual screen and a private message bus. */
export const screenTools: readonly Tool[] = ['Xvfb', 'dbus-daemon'];
/** What the tests keep secrets with. */
export const keyringTools: readonly Tool[] = ['gnome-keyring-daemon'];
/** What node-gyp compiles with. */
export const compilerTools: readonly Tool[] = ['g++', 'make', 'python3'];

/** What the tests take for the company's SSH server. */
export const sshServerTools: readonly Tool[] = ['sshd'];

/** For servers, and not in every user's PATH. */
const systemFolder = '/usr/sbin';

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Whether a program is found in a PATH. */
const isInPath = (
  tool: string,
  path: string = [process.env.PATH ?? '', systemFolder].join(delimiter),
): boolean => path.split(delimiter).some((folder) => folder !== '' && isExecutable(join(folder, tool)));

export const missingTools = (tools: readonly Tool[], path?: string): Tool[] =>
  tools.filter((tool) => !isInPath(tool, path));

export const toolPackages = (tools: readonly Tool[]): string[] => tools.map((tool) => packagesByTool[tool]);

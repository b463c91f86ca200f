/** The system's item that starts the app at login, hidden. */
import { mkdir, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname } from 'node:path';
import { app } from 'electron';
import { writeFileAtomically } from '../files/atomic-write.ts';
import { readTextIfPresent } from '../files/read-text.ts';
import { autostartEntry, autostartFile, programOf } from './autostart-entry.ts';

/** An item that can be turned on and off. */
export interface LoginItem {
  set(isOn: boolean): Promise<void>;
  /** Brings an item up to date whose program moved. It never turns on what the rep turned off in the system's settings. */
  refresh(): Promise<void>;
}

/** The item of a Linux desktop. @param file the entry's path. */
export const linuxLoginItem = (file: string, program: string): LoginItem => {
  const write = async (): Promise<void> => {
    await mkdir(dirname(file), { recursive: true });
    await writeFileAtomically(file, autostartEntry(program));
  };
  return {
    set: (isOn) => (isOn ? write() : rm(file, { force: true })),
    async refresh() {
      const text = await readTextIfPresent(file);
      const isOff = text === null || /^(Hidden=true|X-GNOME-Autostart-enabled=false)$/m.test(text);
      if (!isOff && text !== autostartEntry(program)) await write();
    },
  };
};

/** The item of Windows and macOS. macOS passes no arguments: there, `wasOpenedAtLogin` tells. */
const systemLoginItem: LoginItem = {
  async set(isOn) {
    app.setLoginItemSettings({ openAtLogin: isOn, args: ['--hidden'] });
  },
  refresh: async () => undefined,
};

/** Creates the item of this system. */
export const createLoginItem = (): LoginItem =>
  process.platform === 'linux'
    ? linuxLoginItem(autostartFile(process.env, homedir()), programOf(process.env, process.execPath))
    : systemLoginItem;

/** True when macOS started the app at login. Other systems pass `--hidden`. */
export const wasStartedAtLogin = (): boolean =>
  process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin;

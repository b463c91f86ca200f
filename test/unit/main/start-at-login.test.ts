/** The start at login: the Linux entry, the setting that is turned on once, and what follows it. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepLoginItem } from '../../../electron/main/app/start-at-login.ts';
import { autostartEntry, autostartFile, programOf } from '../../../electron/main/platform/autostart-entry.ts';
import { type LoginItem, linuxLoginItem } from '../../../electron/main/platform/login-item.ts';
import { SettingsStore } from '../../../electron/main/settings/store.ts';

// The modules import it for what these tests do not use; outside Electron there is none.
vi.mock('electron', () => ({ app: {} }));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ringback-login-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Reads the key `Exec` as a desktop does: the string's escapes, the quotes, then the field codes. */
function readExec(entry: string): string[] {
  const line = /^Exec=(.*)$/m.exec(entry)?.[1] ?? '';
  const escapes: Record<string, string> = { s: ' ', n: '\n', t: '\t', r: '\r', '\\': '\\' };
  const value = line.replace(/\\(.)/g, (_all, code: string) => escapes[code] ?? '?');
  const words = [...value.matchAll(/"((?:[^"\\]|\\[\s\S])*)"|(\S+)/g)];
  return words.map(([, quoted, plain = '']) =>
    (quoted === undefined ? plain : quoted.replace(/\\([\s\S])/g, '$1')).replaceAll('%%', '%'),
  );
}

describe('the autostart entry', () => {
  it('starts exactly the program, hidden, whatever its path', () => {
    const path = fc.string({
      unit: fc.constantFrom('a', 'ü', ' ', '"', '\\', '$', '`', '%', "'", '&', '=', ';', '\n', '\t', '/'),
      minLength: 1,
    });
    fc.assert(
      fc.property(path, (program) => {
        const entry = autostartEntry(program);
        expect(readExec(entry)).toEqual([program, '--hidden']);
        expect(entry.trimEnd().split('\n')).toHaveLength(7);
      }),
    );
  });

  it('is written as the specification says', () => {
    expect(autostartEntry('/opt/Ring back/a"b$c\\d%')).toContain(
      String.raw`Exec="/opt/Ring back/a\\"b\\$c\\\\d%%" --hidden`,
    );
  });

  it('stands where the desktop looks, and names an AppImage by its file', () => {
    expect(autostartFile({}, '/home/a')).toBe('/home/a/.config/autostart/ringback.desktop');
    expect(autostartFile({ XDG_CONFIG_HOME: '/c' }, '/home/a')).toBe('/c/autostart/ringback.desktop');
    expect(programOf({ APPIMAGE: '/home/a/Ringback.AppImage' }, '/tmp/.mount/ringback')).toBe(
      '/home/a/Ringback.AppImage',
    );
    expect(programOf({}, '/opt/Ringback/ringback')).toBe('/opt/Ringback/ringback');
  });
});

describe('the login item of Linux', () => {
  const file = () => join(folder, 'autostart', 'ringback.desktop');
  const item = (program = '/opt/Ringback/ringback') => linuxLoginItem(file(), program);

  it('is there while it is on', async () => {
    await item().set(false);
    await item().set(true);
    expect(await readFile(file(), 'utf8')).toBe(autostartEntry('/opt/Ringback/ringback'));
    await item().set(false);
    await expect(readFile(file())).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('follows a program that moved', async () => {
    await item().set(true);
    await item('/home/a/New.AppImage').refresh();
    expect(await readFile(file(), 'utf8')).toBe(autostartEntry('/home/a/New.AppImage'));
  });

  it.each(['Hidden=true', 'X-GNOME-Autostart-enabled=false'])(
    'stays off where the desktop’s own settings turned it off: %s',
    async (line) => {
      await item().set(true);
      const off = `[Desktop Entry]\nExec=/old --hidden\n${line}\n`;
      await writeFile(file(), off);
      await item().refresh();
      expect(await readFile(file(), 'utf8')).toBe(off);
    },
  );

  it('stays away where it was deleted', async () => {
    await item().refresh();
    await expect(readFile(file())).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('the setting', () => {
  const source = { id: 'main', name: 'Sales line', provider: 'twilio', options: {} } as const;

  async function started({ fails = false } = {}) {
    const { store: settings } = await SettingsStore.open(join(folder, 'settings.json'));
    const set = vi.fn<LoginItem['set']>(() =>
      fails ? Promise.reject(new Error('full')) : Promise.resolve(),
    );
    const refresh = vi.fn<LoginItem['refresh']>(async () => undefined);
    const tell = vi.fn(async () => undefined);
    const log = vi.fn();
    await keepLoginItem({ settings, item: { set, refresh }, tell, log });
    const add = (id: string) =>
      settings.update((current) => ({ ...current, sources: [...current.sources, { ...source, id }] }));
    const turn = (startAtLogin: boolean) => settings.update((current) => ({ ...current, startAtLogin }));
    return { settings, set, refresh, tell, log, add, turn };
  }

  it('is turned on after the first phone system, and said once', async () => {
    const first = await started();
    expect(first.set).not.toHaveBeenCalled();
    await first.add('main');
    await vi.waitFor(() => expect(first.tell).toHaveBeenCalledOnce());
    expect(first.settings.current.startAtLogin).toBe(true);
    await first.add('other');
    const again = await started();
    await again.add('third');
    expect([...first.set.mock.calls, ...again.set.mock.calls]).toEqual([[true]]);
    expect(first.tell).toHaveBeenCalledOnce();
    expect(again.tell).not.toHaveBeenCalled();
    expect(again.refresh).toHaveBeenCalledOnce();
  });

  it('is turned on at the next start where phone systems are there already', async () => {
    const { settings, add, turn } = await started();
    await turn(false);
    await add('main');
    await settings.update((current) => ({ ...current, startAtLogin: null }));
    const again = await started();
    expect(again.settings.current.startAtLogin).toBe(true);
    expect(again.tell).toHaveBeenCalledOnce();
  });

  it('stays off once the rep turned it off', async () => {
    const first = await started();
    await first.turn(false);
    await first.add('main');
    const again = await started();
    await again.add('other');
    expect(again.settings.current.startAtLogin).toBe(false);
    expect([...first.set.mock.calls, ...again.set.mock.calls]).toEqual([[false]]);
    expect(first.tell).not.toHaveBeenCalled();
    expect(again.refresh).not.toHaveBeenCalled();
  });

  it('is not said to be on where the system refused', async () => {
    const { add, settings, tell, log } = await started({ fails: true });
    await add('main');
    await vi.waitFor(() => expect(log).toHaveBeenCalledOnce());
    expect(settings.current.startAtLogin).toBeNull();
    expect(tell).not.toHaveBeenCalled();
  });
});

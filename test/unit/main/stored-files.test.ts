import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSourceCommands } from '../../../electron/main/commands/sources.ts';
import { createTunnelCommands } from '../../../electron/main/commands/tunnel.ts';
import { bringUpToDate, type FileFormat, NewerFileError } from '../../../electron/main/files/format.ts';
import { keepVersionCopy } from '../../../electron/main/files/version-copy.ts';
import { toIpcError } from '../../../electron/main/ipc/errors.ts';
import { secretsFormat } from '../../../electron/main/secrets/file.ts';
import type { Keyring } from '../../../electron/main/secrets/keyring.ts';
import { SecretStore } from '../../../electron/main/secrets/store.ts';
import { settingsFormat } from '../../../electron/main/settings/load.ts';
import { SettingsStore } from '../../../electron/main/settings/store.ts';

// The modules import it for what these tests do not use; outside Electron there is none.
vi.mock('electron', () => ({ clipboard: {}, safeStorage: {} }));

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../fixtures/stored/${name}`, import.meta.url));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ringback-stored-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Turns texts round. */
const keyring: Keyring = {
  plainPossible: true,
  state: async () => ({ backend: 'example', secure: true }),
  encrypt: async (text) => Buffer.from(text).reverse(),
  decrypt: async (encrypted) => Buffer.from(encrypted).reverse().toString(),
  allowPlain: () => undefined,
};
const path = (name: string): string => join(folder, name);
const put = (name: string, file: string): Promise<void> => copyFile(fixture(file), path(name));
const read = (name: string): Promise<string> => readFile(path(name), 'utf8');
const openSettings = (format?: FileFormat) => SettingsStore.open(path('settings.json'), format);
const openSecrets = (format?: FileFormat) => SecretStore.open(path('secrets.json'), keyring, format);
const copies = async (): Promise<string[]> =>
  (await readdir(folder)).filter((name) => name.includes('.before-'));

describe('a chain of versions', () => {
  const format: FileFormat = {
    newest: 3,
    steps: {
      1: ({ name, ...rest }) => ({ ...rest, title: name }),
      2: (file) => ({ ...file, title: String(file.title).toUpperCase() }),
    },
  };

  it.each([
    [{ name: 'a', kept: true }, 1],
    [{ version: 1, name: 'a', kept: true }, 1],
    [{ version: 2, title: 'a', kept: true }, 2],
    [{ version: 3, title: 'A', kept: true }, null],
  ])('brings %j to the newest', (file, migratedFrom) => {
    const before = structuredClone(file);
    const result = bringUpToDate(file, format);
    expect(result).toEqual({
      file: { version: 3, title: 'A', kept: true },
      migratedFrom,
      newerVersion: null,
      fault: null,
    });
    expect(file).toEqual(before);
  });

  it('says that a file is newer, and leaves the rest to who knows its shape', () => {
    expect(bringUpToDate({ version: 4, title: 'A', more: 1 }, format)).toEqual({
      file: { version: 3, title: 'A', more: 1 },
      migratedFrom: null,
      newerVersion: 4,
      fault: null,
    });
  });

  it('stops where a step fails, with what it had', () => {
    const failing: FileFormat = {
      newest: 3,
      steps: {
        ...format.steps,
        2: () => {
          throw new Error('no title');
        },
      },
    };
    expect(bringUpToDate({ version: 1, name: 'a' }, failing)).toMatchObject({
      file: { version: 3, title: 'a' },
      migratedFrom: null,
      fault: expect.stringContaining('from version 2 to 3 (Error: no title)'),
    });
  });

  it.each([
    ['settings', settingsFormat],
    ['secrets', secretsFormat],
  ])('has a step for each version of %s, and a fixture', async (name, { newest, steps }) => {
    const earlier = Array.from({ length: newest - 1 }, (_, index) => index + 1);
    expect(Object.keys(steps).map(Number)).toEqual(earlier);
    for (const version of [...earlier, newest])
      expect(JSON.parse(await readFile(fixture(`${name}-v${version}.json`), 'utf8'))).toMatchObject({
        version,
      });
  });

  it('keeps two copies of a file in its earlier versions', async () => {
    await put('settings.json', 'settings-v1.json');
    for (let day = 1; day <= 4; day++)
      await keepVersionCopy(path('settings.json'), day, new Date(Date.UTC(2026, 0, day)));
    expect(await copies()).toEqual([
      'settings.json.before-2026-01-03T00-00-00-000Z-v3',
      'settings.json.before-2026-01-04T00-00-00-000Z-v4',
    ]);
    expect(await read('settings.json.before-2026-01-04T00-00-00-000Z-v4')).toBe(await read('settings.json'));
  });
});

describe('settings.json', () => {
  it('of version 1 is read as it is, and not written', async () => {
    await put('settings.json', 'settings-v1.json');
    const before = await read('settings.json');
    const { store, problem, migratedFrom } = await openSettings();
    // What the format got since then has its default.
    expect(store.current).toEqual({
      outsideLine: '',
      talkSeconds: 20,
      startAtLogin: null,
      ...(JSON.parse(before) as object),
    });
    expect([problem, migratedFrom]).toEqual([null, null]);
    expect(await read('settings.json')).toBe(before);
    expect(await copies()).toEqual([]);
  });

  /** A format in which version 1 came after one that called the port otherwise. */
  const withZero: FileFormat = {
    newest: 1,
    steps: { 0: ({ listenOn, ...rest }) => ({ ...rest, port: listenOn }) },
  };

  it('of an earlier version is brought up to date, written, and kept as it was', async () => {
    const old = '{"version":0,"listenOn":4700,"appearance":"dark"}';
    await writeFile(path('settings.json'), old);
    const { store, problem, migratedFrom } = await openSettings(withZero);
    expect(store.current).toMatchObject({ version: 1, port: 4700, appearance: 'dark' });
    expect([problem, migratedFrom]).toEqual([null, 0]);
    expect(JSON.parse(await read('settings.json'))).toEqual(store.current);
    const [copy = ''] = await copies();
    expect(await read(copy)).toBe(old);
    expect((await openSettings(withZero)).migratedFrom).toBeNull();
    expect(await copies()).toHaveLength(1);
  });

  it('of an earlier version keeps what is valid where it has a mistake', async () => {
    await writeFile(path('settings.json'), '{"version":0,"listenOn":4700,"apearance":"dark"}');
    const { store, problem } = await openSettings(withZero);
    expect(store.current.port).toBe(4700);
    expect(problem).toMatchObject({
      code: 'settings-invalid',
      message: expect.stringContaining('"apearance"'),
    });
  });

  it('of a newer version is used as far as it is known, and never written', async () => {
    await put('settings.json', 'settings-newer.json');
    const before = await read('settings.json');
    const { store, problem } = await openSettings();
    expect(store.current).toMatchObject({ port: 4600, appearance: 'system', tunnel: { kind: 'ngrok' } });
    expect(store.current.sources).toEqual([
      { id: 'main', name: 'Sales line', provider: 'twilio', options: {} },
    ]);
    expect(problem).toMatchObject({
      code: 'settings-newer',
      severity: 'warning',
      fix: 'Install the newer Ringback again.',
    });
    const refusal = await store
      .update((current) => ({ ...current, port: 4601 }))
      .catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(NewerFileError);
    expect(toIpcError(refusal)).toEqual({
      code: 'refused',
      message: 'Settings were written by a newer Ringback. Install it again to change them.',
    });
    expect(store.current.port).toBe(4600);
    expect(await read('settings.json')).toBe(before);
    expect(await readdir(folder)).toEqual(['settings.json']);
  });
});

describe('secrets.json', () => {
  const held = (store: SecretStore) => [store.get('main'), store.credentials('main'), store.tunnel];

  it('of version 1 is read as it is, and not written', async () => {
    await put('secrets.json', 'secrets-v1.json');
    const before = await read('secrets.json');
    const { store, problems } = await openSecrets();
    expect(held(store)).toEqual([
      ['example-secret'],
      { accountSid: 'AC0', authToken: 'example' },
      'example-token',
    ]);
    expect(problems).toEqual([]);
    expect(await read('secrets.json')).toBe(before);
  });

  it('of an earlier version is brought up to date, written, and kept as it was', async () => {
    const current = JSON.parse(await readFile(fixture('secrets-v1.json'), 'utf8')) as Record<string, unknown>;
    const { sources, ...rest } = current;
    const old = JSON.stringify({ ...rest, version: 0, phones: sources });
    await writeFile(path('secrets.json'), old);
    const withZero: FileFormat = {
      newest: 1,
      steps: { 0: ({ phones, ...others }) => ({ ...others, sources: phones }) },
    };
    const { store, problems } = await openSecrets(withZero);
    expect(problems).toEqual([]);
    expect(store.get('main')).toEqual(['example-secret']);
    expect(JSON.parse(await read('secrets.json'))).toEqual(current);
    const [copy = ''] = await copies();
    expect(await read(copy)).toBe(old);
  });

  it('of a newer version is used as far as it is known, and never written', async () => {
    await put('secrets.json', 'secrets-newer.json');
    const before = await read('secrets.json');
    const { store, problems } = await openSecrets();
    expect(held(store)).toEqual([['example-secret'], { accountSid: 'AC0' }, null]);
    expect(problems.map(({ code }) => code)).toEqual(['secrets-newer']);
    const writes = [
      () => store.set('main', ['other'], 'keychain'),
      () => store.set('main', ['other'], 'memory'),
      () => store.setCredentials('main', { accountSid: 'AC1' }, 'keychain'),
      () => store.clearCredentials('main'),
      () => store.setTunnel('other', 'keychain'),
      () => store.clearTunnel(),
      () => store.remove('main'),
    ];
    for (const write of writes)
      await expect(write()).rejects.toThrow(
        'Secrets were written by a newer Ringback. Install it again to change them.',
      );
    expect(held(store)).toEqual([['example-secret'], { accountSid: 'AC0' }, null]);
    expect(await read('secrets.json')).toBe(before);
    expect(await readdir(folder)).toEqual(['secrets.json']);
  });

  it.each([
    ['', 'it is empty'],
    ['{"version":1,"sources":{"main":{"value":"c2VjcmV0"', 'it is not valid JSON'],
    ['[]', 'it is no JSON object'],
    [
      '{"version":1,"sources":{"main":{"storage":"keychain","backend":"x","value":"c2VjcmV0","count":9}}}',
      '"sources.main.count"',
    ],
  ])('says why it cannot be understood: %j', async (text, reason) => {
    await writeFile(path('secrets.json'), text);
    const { problems, unreadable } = await openSecrets();
    expect(problems[0]).toMatchObject({
      code: 'secret-missing',
      message: expect.stringContaining(`(${reason}`),
    });
    expect(unreadable[0]?.message).toContain(reason);
    expect(unreadable[0]?.message).not.toContain('c2VjcmV0');
    expect(await readdir(folder)).toHaveLength(2);
  });
});

describe('commands that write both files', () => {
  const source = { id: 'main', name: 'Renamed', provider: 'twilio', options: {} } as const;

  it.each([
    ['settings-newer.json', 'secrets-v1.json'],
    ['settings-v1.json', 'secrets-newer.json'],
  ])('write neither where one is newer: %s, %s', async (settingsFile, secretsFile) => {
    await put('settings.json', settingsFile);
    await put('secrets.json', secretsFile);
    const before = [await read('settings.json'), await read('secrets.json')];
    const settings = (await openSettings()).store;
    const secrets = (await openSecrets()).store;
    const changed = vi.fn();
    const sources = createSourceCommands({
      settings,
      secrets,
      publicOrigin: () => null,
      subscriptionOf: () => undefined,
      confirmAddress: async () => {},
      moveAddress: async () => {},
      changed,
    });
    const testTunnel = () => Promise.reject(new Error('The engine is not asked'));
    const tunnel = createTunnelCommands({ settings, secrets, testTunnel, changed });
    const commands = [
      () => sources.save({ source, secrets: ['other'], secretsMode: 'replace' }),
      () => sources.remove('main'),
      () => tunnel.save({ tunnel: { kind: 'cloudflared' }, clearSecret: false }),
      () => tunnel.save({ tunnel: { kind: 'ngrok' }, secret: 'other', clearSecret: false }),
    ];
    for (const command of commands) await expect(command()).rejects.toBeInstanceOf(NewerFileError);
    expect([await read('settings.json'), await read('secrets.json')]).toEqual(before);
    expect(changed).not.toHaveBeenCalled();
  });
});

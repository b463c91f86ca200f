/** A damaged settings.json or secrets.json: what is used in its place, what is said, and until when. */
import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Keyring } from '../../../electron/main/secrets/keyring.ts';
import { SecretStore } from '../../../electron/main/secrets/store.ts';
import { SettingsStore } from '../../../electron/main/settings/store.ts';
import { actionFor } from '../../../shared/status/action.ts';

// The modules import it for what these tests do not use; outside Electron there is none.
vi.mock('electron', () => ({ clipboard: {}, safeStorage: {} }));

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ringback-recovery-'));
  file = join(folder, 'settings.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const main = { id: 'main', name: 'Sales line', provider: 'twilio', options: {} } as const;
const second = { id: 'second', name: 'Support', provider: 'hmac', options: {} } as const;
const crmTemplate = 'https://crm.example/{e164}';

/** Saves settings, as a rep did before the damage. */
async function saved() {
  const { store } = await SettingsStore.open(file);
  return store.update((current) => ({
    ...current,
    port: 4600,
    crmTemplate,
    tunnel: { kind: 'cloudflared' },
    sources: [main, second],
  }));
}
const written = async (): Promise<Record<string, unknown>> =>
  JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
const badCopies = async () => (await readdir(folder)).filter((name) => name.includes('.bad-'));

const damages: [string, () => Promise<void>][] = [
  ['empty', () => truncate(file, 0)],
  ['white space', () => writeFile(file, ' \n')],
  ['filled with NUL', async () => writeFile(file, Buffer.alloc((await readFile(file)).length))],
  [
    'ended with NUL',
    async () => writeFile(file, Buffer.concat([(await readFile(file)).subarray(0, 40), Buffer.alloc(200)])),
  ],
  ['cut off', async () => truncate(file, 120)],
  ['cut off at the last brace', async () => truncate(file, (await readFile(file)).length - 2)],
  ['a list', () => writeFile(file, '[]')],
  ['null', () => writeFile(file, 'null')],
  ['an object that says nothing', () => writeFile(file, '{}')],
  ['not there', () => rm(file)],
];

describe('settings that cannot be read at all', () => {
  it.each(damages)('are those of the last good copy: %s', async (_name, damage) => {
    const before = await saved();
    await damage();
    const { store, problem } = await SettingsStore.open(file);
    expect(store.current).toEqual(before);
    expect(problem).toMatchObject({ code: 'settings-invalid', severity: 'warning' });
    expect(problem?.copyFrom).toBeDefined();
    expect(problem && actionFor(problem)).toEqual({ code: 'restore-settings', copyFrom: problem?.copyFrom });
    expect(`${problem?.message} ${problem?.fix}`).not.toContain('Everything else');
    expect(problem?.fix).toContain('2 phone systems, the tunnel, the CRM address');
  });

  it.each(damages)('are told as such until the rep deals with it: %s', async (_name, damage) => {
    const before = await saved();
    await damage();
    const first = await SettingsStore.open(file);
    const again = await SettingsStore.open(file);
    expect(again.problem).toEqual(first.problem);
    expect(again.store.current).toEqual(before);
    await again.store.resolve('keep');
    const last = await SettingsStore.open(file);
    expect([last.problem, last.store.current]).toEqual([null, before]);
  });

  it('come back as they were at the copy, whatever was changed since', async () => {
    const before = await saved();
    await truncate(file, 0);
    const { store } = await SettingsStore.open(file);
    await store.update((current) => ({ ...current, sources: [] }));
    const again = await SettingsStore.open(file);
    const changed = vi.fn();
    again.store.on('changed', changed);
    await again.store.resolve('restore');
    expect(again.store.current).toEqual(before);
    expect(changed).toHaveBeenCalledExactlyOnceWith(before);
    expect(await written()).toEqual(before);
    expect((await SettingsStore.open(file)).problem).toBeNull();
  });

  it('are said to be gone where there is no copy, and that no call is received', async () => {
    await writeFile(file, Buffer.alloc(300));
    const { problem } = await SettingsStore.open(file);
    expect(problem).toMatchObject({ code: 'settings-invalid', severity: 'blocking' });
    expect(problem?.message).toContain('it holds only zero bytes');
    expect(problem?.message).toContain('no earlier copy');
    expect(problem?.copyFrom).toBeUndefined();
    expect(problem && actionFor(problem)).toEqual({ code: 'keep-settings' });
    expect((await SettingsStore.open(file)).problem).toEqual(problem);
  });

  it('are those of the last good copy also where that one was damaged before and written again', async () => {
    await saved();
    await writeFile(`${file}.last-good`, '{');
    const { store } = await SettingsStore.open(file);
    const before = await store.update((current) => ({ ...current, port: 4601 }));
    await truncate(file, 0);
    expect((await SettingsStore.open(file)).store.current).toEqual(before);
  });

  it('are kept as the damaged file was, once', async () => {
    await saved();
    await writeFile(file, '{"port":');
    await SettingsStore.open(file);
    await SettingsStore.open(file);
    const copies = await badCopies();
    expect(copies).toHaveLength(1);
    expect(await readFile(join(folder, copies[0] ?? ''), 'utf8')).toBe('{"port":');
  });
});

describe('a first start', () => {
  it('has nothing to tell', async () => {
    const { problem } = await SettingsStore.open(file);
    expect(problem).toBeNull();
  });
});

describe('settings with a mistake', () => {
  const edit = async (change: (settings: Record<string, unknown>) => unknown): Promise<void> =>
    writeFile(file, JSON.stringify(change(await written())));

  it.each([
    [
      'a misspelt key',
      ({ crmTemplate: value, ...rest }: Record<string, unknown>) => ({ ...rest, crmTemplat: value }),
    ],
    ['an impossible value', (rest: Record<string, unknown>) => ({ ...rest, crmTemplate: 17 })],
    ['a misspelt list', ({ sources, ...rest }: Record<string, unknown>) => ({ ...rest, source: sources })],
    ['a list that is none', (rest: Record<string, unknown>) => ({ ...rest, sources: 'main' })],
    [
      'a phone system without a name',
      (rest: Record<string, unknown>) => ({ ...rest, sources: [{ ...main, name: '' }, second] }),
    ],
    ['a misspelt tunnel', (rest: Record<string, unknown>) => ({ ...rest, tunnel: { kind: 'cloudflare' } })],
  ])('take from the last good copy what they lost: %s', async (_name, change) => {
    const before = await saved();
    await edit((settings) => change({ ...settings, appearance: 'dark' }));
    const { store, problem } = await SettingsStore.open(file);
    const sources = [...store.current.sources].sort((one, other) => one.id.localeCompare(other.id));
    expect({ ...store.current, sources }).toEqual({ ...before, appearance: 'dark' });
    expect(problem).toMatchObject({ code: 'settings-invalid', severity: 'warning' });
    expect(problem?.copyFrom).toBeDefined();
    expect((await SettingsStore.open(file)).problem).toEqual(problem);
  });

  it('keep what is valid where there is no copy, and say exactly what', async () => {
    await writeFile(file, JSON.stringify({ port: 4600, sources: [main], tunel: { kind: 'ngrok' } }));
    const { store, problem } = await SettingsStore.open(file);
    expect(store.current).toMatchObject({ port: 4600, sources: [main], tunnel: { kind: 'none' } });
    expect(problem?.severity).toBe('warning');
    expect(problem?.fix).toContain('1 phone system, no tunnel, no CRM address');
  });

  it('are read with the byte order mark that some editors write', async () => {
    const before = await saved();
    await writeFile(file, `\uFEFF${await readFile(file, 'utf8')}`);
    const { store, problem } = await SettingsStore.open(file);
    expect([store.current, problem]).toEqual([before, null]);
  });
});

describe('secrets', () => {
  const keyring: Keyring = {
    plainPossible: true,
    state: async () => ({ backend: 'example', secure: true }),
    encrypt: async (text) => Buffer.from(text).reverse(),
    decrypt: async (encrypted) => Buffer.from(encrypted).reverse().toString(),
    allowPlain: () => undefined,
  };
  const secretsFile = () => join(folder, 'secrets.json');
  const open = () => SecretStore.open(secretsFile(), keyring);
  async function kept() {
    const { store } = await open();
    await store.set('main', ['example-secret'], 'keychain');
    await store.setCredentials('main', { accountSid: 'AC0' }, 'keychain');
    await store.setTunnel('example-token', 'keychain');
  }
  const held = (store: SecretStore) => [store.get('main'), store.credentials('main'), store.tunnel];
  const all = [['example-secret'], { accountSid: 'AC0' }, 'example-token'];

  it.each<[string, () => Promise<void>]>([
    ['empty', () => truncate(secretsFile(), 0)],
    ['filled with NUL', () => writeFile(secretsFile(), Buffer.alloc(300))],
    ['cut off', () => truncate(secretsFile(), 90)],
    ['an object that says nothing', () => writeFile(secretsFile(), '{}')],
    [
      'one part of another shape',
      async () => {
        const stored = JSON.parse(await readFile(secretsFile(), 'utf8')) as object;
        await writeFile(secretsFile(), JSON.stringify({ ...stored, tunnel: 3 }));
      },
    ],
    ['not there', () => rm(secretsFile())],
  ])(
    'are those of the last good copy, and it is said until the rep deals with it: %s',
    async (_name, damage) => {
      await kept();
      await damage();
      const first = await open();
      expect(held(first.store)).toEqual(all);
      expect(first.problems).toMatchObject([{ code: 'secrets-invalid', severity: 'warning' }]);
      expect(first.problems.map(actionFor)).toEqual([{ code: 'keep-secrets' }]);
      const again = await open();
      expect(again.problems.map(({ code }) => code)).toEqual(['secrets-invalid']);
      await again.store.keepRecovered();
      const last = await open();
      expect([last.problems, held(last.store)]).toEqual([[], all]);
    },
  );

  it('that were removed do not come back with the copy', async () => {
    await kept();
    await (await open()).store.remove('main');
    await truncate(secretsFile(), 0);
    expect(held((await open()).store)).toEqual([[], {}, 'example-token']);
  });
});

describe('a file that cannot be read or replaced', () => {
  it('leaves the settings of the last good copy, read only, and is named with its reason', async () => {
    const before = await saved();
    await rm(file);
    await mkdir(file);
    const { store, faults } = await SettingsStore.open(file);
    expect(store.current).toEqual(before);
    expect(faults).toMatchObject([{ file, act: 'read' }]);
    await expect(store.update((current) => ({ ...current, port: 4700 }))).rejects.toMatchObject({
      code: 'unreadable-file',
    });
    expect(store.current).toEqual(before);
  });
});

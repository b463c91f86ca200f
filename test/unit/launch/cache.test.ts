import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cachedFolder } from '../../../electron/tooling/cached-folder.ts';
import { cacheFolder } from '../../../electron/tooling/console/paths.ts';
import { progressLine } from '../../../electron/tooling/console/progress.ts';
import { checkIntegrity } from '../../../electron/tooling/download.ts';

let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'ringback-cache-'));
});
afterEach(() => rm(parent, { recursive: true, force: true }));

const content = (folder: string): Promise<string> => readFile(join(folder, 'file'), 'utf8');
const fillWith = (text: string) => (partial: string) => writeFile(join(partial, 'file'), text);

describe('cachedFolder', () => {
  it('is filled once', async () => {
    const folder = join(parent, 'deep/electron');
    expect(await cachedFolder(folder, fillWith('first'))).toBe(folder);
    expect(await cachedFolder(folder, fillWith('second'))).toBe(folder);
    expect(await content(folder)).toBe('first');
  });

  it('does not exist, nor leaves anything, when filling fails', async () => {
    const folder = join(parent, 'electron');
    const broken = cachedFolder(folder, async (partial) => {
      await fillWith('half')(partial);
      throw new Error('connection lost');
    });
    await expect(broken).rejects.toThrow('connection lost');
    expect(await readdir(parent)).toEqual([]);
    await cachedFolder(folder, fillWith('whole'));
    expect(await content(folder)).toBe('whole');
  });

  it('is not there while it is being filled', async () => {
    const folder = join(parent, 'electron');
    await cachedFolder(folder, async (partial) => {
      await fillWith('text')(partial);
      expect(existsSync(folder)).toBe(false);
    });
    expect(existsSync(folder)).toBe(true);
  });

  it('is one of two that were filled at the same time', async () => {
    const folder = join(parent, 'electron');
    let bothFill = (): void => {};
    const both = new Promise<void>((resolve) => {
      bothFill = resolve;
    });
    let filling = 0;
    const fill = async (partial: string): Promise<void> => {
      await fillWith('text')(partial);
      filling += 1;
      if (filling === 2) bothFill();
      await both;
    };
    expect(await Promise.all([cachedFolder(folder, fill), cachedFolder(folder, fill)])).toEqual([
      folder,
      folder,
    ]);
    expect(await content(folder)).toBe('text');
    expect(await readdir(parent)).toEqual(['electron']);
  });

  it('clears away what was abandoned a day ago, and nothing younger', async () => {
    const old = join(parent, '.partial-electron-old');
    const young = join(parent, '.partial-electron-young');
    await writeFile(old, '');
    await writeFile(young, '');
    const twoDaysAgo = new Date(Date.now() - 48 * 3600 * 1000);
    await utimes(old, twoDaysAgo, twoDaysAgo);
    await cachedFolder(join(parent, 'electron'), fillWith('text'));
    expect((await readdir(parent)).sort()).toEqual(['.partial-electron-young', 'electron']);
  });
});

describe('checkIntegrity', () => {
  it('takes the file that was meant and refuses any other', async () => {
    const file = join(parent, 'package.tgz');
    await writeFile(file, 'content');
    const integrity = `sha512-${createHash('sha512').update('content').digest('base64')}`;
    await expect(checkIntegrity(file, integrity)).resolves.toBeUndefined();
    await writeFile(file, 'content, changed on the way');
    await expect(checkIntegrity(file, integrity)).rejects.toThrow(/damaged or not the expected file/);
  });
});

describe('cacheFolder', () => {
  it.each([
    ['XDG_CACHE_HOME', { XDG_CACHE_HOME: '/var/cache/me' }, '/var/cache/me/ringback'],
    ['~/.cache without it', {}, '/home/me/.cache/ringback'],
    ['~/.cache when it is relative', { XDG_CACHE_HOME: 'cache' }, '/home/me/.cache/ringback'],
  ])('is below %s', (_name, env, expected) => {
    expect(cacheFolder(env, '/home/me')).toBe(expected);
  });
});

describe('progressLine', () => {
  const record = (isTTY: boolean, total: number, chunks: number[]): string[] => {
    const written: string[] = [];
    const line = progressLine('Downloading', total, { isTTY, write: (text) => written.push(text) });
    for (const chunk of chunks) line.add(chunk);
    line.end();
    return written;
  };

  it('is rewritten in place on a terminal, once a percent', () => {
    expect(record(true, 2e6, [1e4, 1e3, 1e3, 1e6])).toEqual([
      '\rDownloading: 0% of 2 MB',
      '\rDownloading: 50% of 2 MB',
      '\n',
    ]);
  });

  it('is a line every 25 percent in a log', () => {
    expect(record(false, 4e6, Array(40).fill(1e5))).toEqual(
      [0, 25, 50, 75, 100].map((percent) => `Downloading: ${percent}% of 4 MB\n`),
    );
  });

  it('tells megabytes where the sender does not say how many there are', () => {
    expect(record(false, Number.NaN, [1e6, 249e6])).toEqual(['Downloading: 1 MB\n', 'Downloading: 250 MB\n']);
  });
});

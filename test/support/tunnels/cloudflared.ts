/** A program on disk that plays cloudflared, and what it noted of how it was started. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '../engine-process.ts';

export type CloudflaredBehaviour =
  | 'works'
  | 'stubborn'
  | 'silent'
  | 'invalid-token'
  | 'revoked-token'
  | 'limited';

export interface InstalledCloudflared {
  readonly folder: string;
  readonly program: string;
  readonly run: { pid: number; args: string[]; token: string | null };
  readonly isRunning: boolean;
}

const script = fileURLToPath(new URL('cloudflared-program.ts', import.meta.url));

export function installCloudflared(behaviour: CloudflaredBehaviour): InstalledCloudflared {
  const folder = temporaryFolder();
  const program = join(folder, 'cloudflared');
  const noteFile = join(folder, 'run.json');
  writeFileSync(
    program,
    `#!/bin/sh\nexec '${process.execPath}' '${script}' ${behaviour} '${noteFile}' "$@"\n`,
    { mode: 0o755 },
  );
  const note = (): InstalledCloudflared['run'] => JSON.parse(readFileSync(noteFile, 'utf8'));
  return {
    folder,
    program,
    get run() {
      return note();
    },
    get isRunning() {
      try {
        process.kill(note().pid, 0);
        return true;
      } catch {
        return false;
      }
    },
  };
}

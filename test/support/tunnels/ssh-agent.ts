/** OpenSSH's own agent, holding one key. */
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from '../engine-process.ts';
import { eventually } from '../eventually.ts';

export interface SshAgent {
  /** For SSH_AUTH_SOCK. */
  readonly socket: string;
  stop(): Promise<void>;
}

export async function startSshAgent(keyFile: string): Promise<SshAgent> {
  const socket = join(temporaryFolder(), 'agent.sock');
  const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' });
  const ended = new Promise((resolve) => agent.once('exit', resolve));
  await eventually(
    () => existsSync(socket),
    (isThere) => isThere,
  );
  await promisify(execFile)('ssh-add', [keyFile], { env: { ...process.env, SSH_AUTH_SOCK: socket } });
  return {
    socket,
    async stop() {
      agent.kill('SIGTERM');
      await ended;
    },
  };
}

/** Credentials for an SSH server: a key from a file, or the user's SSH agent. */
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import { TunnelError } from '../tunnel.ts';
import { keyUnreadableProblem, noAgentProblem, noKeyProblem, problemOfKey } from './problems.ts';

/** The fields of ssh2's client configuration. */
export type SshCredentials = { privateKey: Buffer; passphrase?: string } | { agent: string };

/** The pipe of Windows' own agent. */
const windowsAgent = '\\\\.\\pipe\\openssh-ssh-agent';

const inHome = (path: string): string => (/^~[/\\]/.test(path) ? join(homedir(), path.slice(2)) : path);

async function readKey(file: string): Promise<Buffer> {
  try {
    return await readFile(inHome(file));
  } catch (error) {
    const isMissing = ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
    throw new TunnelError(keyUnreadableProblem(isMissing ? 'missing' : 'forbidden'));
  }
}

function checkKey(key: Buffer, passphrase: string | undefined): void {
  const parsed = ssh2.utils.parseKey(key, passphrase);
  if (parsed instanceof Error) throw new TunnelError(problemOfKey(parsed, passphrase !== undefined));
  const [first] = Array.isArray(parsed) ? parsed : [parsed];
  if (!first?.isPrivateKey()) throw new TunnelError(noKeyProblem);
}

/**
 * Reads the credentials.
 * @param keyFile may begin with `~/`; absent takes the agent that SSH_AUTH_SOCK names.
 * @throws TunnelError when there are none
 */
export async function sshCredentials(
  keyFile: string | undefined,
  passphrase: string | undefined,
  env: NodeJS.ProcessEnv = process.env,
): Promise<SshCredentials> {
  if (keyFile === undefined) {
    const agent = env.SSH_AUTH_SOCK ?? (process.platform === 'win32' ? windowsAgent : undefined);
    if (!agent) throw new TunnelError(noAgentProblem);
    return { agent };
  }
  const privateKey = await readKey(keyFile);
  checkKey(privateKey, passphrase);
  return passphrase === undefined ? { privateKey } : { privateKey, passphrase };
}

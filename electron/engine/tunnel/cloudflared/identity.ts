/** Tells a process from another one that has been given its ID since: by when it started and by its command line. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

export interface ProcessIdentity {
  /** In the system's own notation, only to be compared. */
  readonly startedAt: string;
  readonly command: string;
}

const run = promisify(execFile);
const timeout = 5_000;

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: field 22, counted behind the name, which may hold anything. */
async function onLinux(pid: number): Promise<ProcessIdentity> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { startedAt: fields[19] ?? '', command: command.replaceAll('\0', ' ').trim() };
}

async function onMac(pid: number): Promise<ProcessIdentity> {
  const ask = async (column: string): Promise<string> =>
    (await run('/bin/ps', ['-p', String(pid), '-o', `${column}=`], { timeout })).stdout.trim();
  return { startedAt: await ask('lstart'), command: await ask('command') };
}

async function onWindows(pid: number): Promise<ProcessIdentity> {
  const query = `$p = Get-CimInstance Win32_Process -Filter "ProcessId=${pid}"; $p.CreationDate.Ticks; $p.CommandLine`;
  const args = ['-NoProfile', '-NonInteractive', '-Command', query];
  const { stdout } = await run('powershell.exe', args, { timeout, windowsHide: true });
  const [startedAt = '', command = ''] = stdout.split(/\r?\n/);
  return { startedAt: startedAt.trim(), command: command.trim() };
}

const readers: Partial<Record<NodeJS.Platform, (pid: number) => Promise<ProcessIdentity>>> = {
  linux: onLinux,
  darwin: onMac,
  win32: onWindows,
};

/** Returns null where there is no such process, or the system does not tell. Never rejects. */
export async function identityOf(pid: number): Promise<ProcessIdentity | null> {
  try {
    const identity = await readers[process.platform]?.(pid);
    return identity && identity.startedAt !== '' && identity.command !== '' ? identity : null;
  } catch {
    return null;
  }
}

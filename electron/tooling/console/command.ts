/** Running other programs. */
import { type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

export interface CommandResult {
  /** Exit code; 127 when the program does not exist, as in a shell. */
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs a program to its end. Never rejects: a missing or failed program gives a result, too. */
export async function run(
  program: string,
  args: readonly string[],
  options: Pick<SpawnOptions, 'cwd' | 'env'> = {},
): Promise<CommandResult> {
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const closed = once(child, 'close');
  const [outcome, stdout, stderr] = await Promise.all([
    closed.then(
      ([code]: (number | null)[]) => code ?? 1,
      () => 127,
    ),
    text(child.stdout),
    text(child.stderr),
  ]);
  return { code: outcome, stdout, stderr };
}

/** Runs a program with this terminal's input and output. Resolves to its exit code; 127 when it does not exist. */
export async function runVisibly(
  program: string,
  args: readonly string[],
  options: Pick<SpawnOptions, 'cwd' | 'env'> = {},
): Promise<number> {
  const child = spawn(program, args, { ...options, stdio: 'inherit' });
  return once(child, 'close').then(
    ([code]: (number | null)[]) => code ?? 1,
    () => 127,
  );
}

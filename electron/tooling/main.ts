/** The entry of launcher scripts. */
import { LaunchError } from './console/errors.ts';
import { say } from './console/say.ts';

/**
 * Runs a script and exits with the code that it resolves to. A LaunchError is a message for the person at the terminal;
 * anything else is a bug and shown with its stack.
 */
export function runScript(script: (args: readonly string[]) => Promise<number>): void {
  script(process.argv.slice(2)).then(
    (code) => process.exit(code),
    (error: unknown) => {
      if (error instanceof LaunchError) say(error.message);
      else console.error(error);
      process.exit(1);
    },
  );
}

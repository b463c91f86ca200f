import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import { refusedSwitches } from '../security/switches.ts';

/** True in a package for tests: the packaging writes it into the app's package.json, which is inside the archive. */
function isInspectable(): boolean {
  const manifest: unknown = JSON.parse(readFileSync(join(app.getAppPath(), 'package.json'), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'inspectable' in manifest;
}

/**
 * Finds why the command line keeps the app from starting, for the rep; null when nothing does. The switches are removed, so
 * that Chromium does not open its port while the reason is shown. Call it first of all.
 */
export function refuseSwitches(): Error | null {
  const { isPackaged, commandLine } = app;
  const found = refusedSwitches({
    isPackaged,
    isInspectable: isPackaged && isInspectable(),
    hasSwitch: (name) => commandLine.hasSwitch(name),
  });
  for (const name of found) commandLine.removeSwitch(name);
  if (found.length === 0) return null;
  const names = found.map((name) => `--${name}`).join(', ');
  return new Error(
    `It was started with ${names}. That would let other programs read your calls. Start it without.`,
  );
}

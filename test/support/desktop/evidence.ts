import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../../electron/tooling/console/paths.ts';
import type { RunningApp } from './app.ts';

/** Git does not look there. */
const folder = join(projectRoot, 'test-results');
/** Lines of an app's output that are shown with the failure. */
const shownLines = 30;

const slug = (text: string): string => text.replace(/[^a-z0-9]+/gi, '-').slice(0, 80);

async function keepOf(app: RunningApp, into: string): Promise<void> {
  await mkdir(into, { recursive: true });
  const output = app.output();
  await writeFile(join(into, 'output.txt'), output);
  // An app that has ended has no picture, one that never got that far no log.
  await Promise.allSettled([
    copyFile(join(app.userData, 'logs/ringback.log'), join(into, 'ringback.log')),
    app.page.screenshot({ path: join(into, 'window.png'), timeout: 5000 }),
  ]);
  console.error(`${into}:\n${output.split('\n').slice(-shownLines).join('\n')}`);
}

/** Keeps each app's output, log and window when a test has failed, and prints the end of its output. */
export async function keepEvidence(test: string, apps: readonly RunningApp[]): Promise<void> {
  for (const [index, app] of apps.entries()) await keepOf(app, join(folder, slug(test), String(index + 1)));
}

/**
 * Photographs the window, light and dark, and inspects each picture's accessibility.
 * `npm run screenshots` renews docs/screenshots/ from the real app. `npm run screenshots -- all` or `-- <name>...` shows
 * the window with samples in a browser instead and writes to test-results/screenshots/; CHROMIUM_PATH names the browser,
 * /usr/bin/chromium otherwise.
 */
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { openAppStage } from './app-stage.ts';
import { openBrowserStage } from './browser-stage.ts';
import { inspect } from './inspect.ts';
import { type Shot, shots } from './shots.ts';
import { type Appearance, appearances, type Stage } from './stage.ts';

const wanted = process.argv.slice(2);
const chosen = shots.filter(({ name, isDocumented }) =>
  wanted.length === 0 ? isDocumented : wanted.includes('all') || wanted.includes(name),
);
const folder = fileURLToPath(
  new URL(wanted.length === 0 ? '../../docs/screenshots' : '../../test-results/screenshots', import.meta.url),
);

/** Answers what is wrong with the picture. */
async function take(stage: Stage, shot: Shot, appearance: Appearance): Promise<string[]> {
  const page = await stage.open(shot, appearance);
  const faults: string[] = [];
  const note = (error: Error): void => {
    faults.push(error.message);
  };
  page.on('pageerror', note);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page
    .getByRole('status', { name: 'Listening state' })
    .getByText(/^(Listening|Not listening)/)
    .waitFor();
  await shot.prepare?.(page);
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: `${folder}/${shot.name}-${appearance}.png`, animations: 'disabled' });
  faults.push(...(await inspect(page)));
  page.off('pageerror', note);
  await stage.close(page);
  return faults;
}

await mkdir(folder, { recursive: true });
await using stage =
  wanted.length === 0
    ? await openAppStage()
    : await openBrowserStage(process.env.CHROMIUM_PATH ?? '/usr/bin/chromium');
for (const shot of chosen)
  for (const appearance of appearances) {
    const faults = await take(stage, shot, appearance);
    console.log(`${shot.name} ${appearance}: ${faults.length === 0 ? 'ok' : faults.join('\n')}`);
    if (faults.length > 0) process.exitCode = 1;
  }

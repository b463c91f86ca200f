/**
 * Photographs the window into docs/screenshots/, light and dark: `npm run screenshots [-- name...]`.
 * The renderer runs in a Chromium with the samples' bridge, so that each picture is the same on every machine.
 * CHROMIUM_PATH names the browser; /usr/bin/chromium otherwise.
 */
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { build, createServer } from 'vite';
import { sampleNow } from '../support/samples.ts';
import { type Shot, shots } from './shots.ts';

const inProject = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const folder = process.env.SCREENSHOTS_FOLDER ?? inProject('docs/screenshots');
const appearances = ['light', 'dark'] as const;
const desktop = { width: 1120, height: 720 };

/** The bridge with all scenes as one script. */
async function bundleScenes(): Promise<string> {
  const bundle = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: { entry: inProject('test/screenshots/inject.ts'), formats: ['iife'], name: 'ringbackScenes' },
    },
  });
  const output = [bundle].flat().flatMap((result) => ('output' in result ? result.output : []));
  const script = output.find((file) => file.type === 'chunk');
  if (!script) throw new Error('the scenes were not bundled into a script');
  return script.code;
}

/** Waits until nothing is loading any more and all transitions are over. */
async function take(browser: Browser, url: string, script: string, shot: Shot, appearance: 'light' | 'dark') {
  const context = await browser.newContext({
    viewport: shot.size ?? desktop,
    colorScheme: appearance,
    locale: 'en-US',
    timezoneId: 'America/New_York',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(`${shot.name}: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      console.error(`${shot.name}: ${message.text()}`);
  });
  await page.clock.setFixedTime(sampleNow);
  await page.addInitScript({ content: `window.ringbackScene = ${JSON.stringify(shot.scene)};\n${script}` });
  await page.goto(`${url}#${shot.route ?? '/follow-ups'}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page
    .getByRole('status', { name: 'Listening state' })
    .getByText(/istening/)
    .waitFor();
  await shot.prepare?.(page);
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: `${folder}/${shot.name}-${appearance}.png`, animations: 'disabled' });
  await context.close();
}

const wanted = process.argv.slice(2);
const script = await bundleScenes();
const server = await createServer({ configFile: inProject('vite.config.ts'), logLevel: 'error' });
await server.listen();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  // Chromium's sandbox refuses to run as root, as it does in most containers.
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  const url = server.resolvedUrls?.local[0];
  if (!url) throw new Error('the development server has no address');
  await mkdir(folder, { recursive: true });
  for (const shot of shots) {
    if (wanted.length > 0 && !wanted.includes(shot.name)) continue;
    for (const appearance of appearances) await take(browser, url, script, shot, appearance);
    console.log(shot.name);
  }
} finally {
  await browser.close();
  await server.close();
}

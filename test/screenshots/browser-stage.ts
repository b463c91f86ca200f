/** The renderer in a Chromium, with the samples' bridge: each picture is the same on every machine. */
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { build, createServer } from 'vite';
import { sampleNow } from '../support/samples.ts';
import type { Stage } from './stage.ts';

const inProject = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** The size that the app opens with. */
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

/**
 * Starts the development server and the browser.
 * @param browserPath the Chromium to use.
 */
export async function openBrowserStage(browserPath: string): Promise<Stage> {
  const script = await bundleScenes();
  const server = await createServer({
    configFile: inProject('vite.config.ts'),
    logLevel: 'error',
    // A file that is saved meanwhile must not reload the page under the camera.
    server: { hmr: false, watch: null },
  });
  await server.listen();
  const url = server.resolvedUrls?.local[0];
  if (!url) throw new Error('the development server has no address');
  const browser = await chromium.launch({
    executablePath: browserPath,
    // Chromium's sandbox refuses to run as root, as it does in most containers.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  return {
    open: async (shot, appearance) => {
      const page = await browser.newPage({
        viewport: shot.size ?? desktop,
        colorScheme: appearance,
        locale: 'en-US',
        timezoneId: 'America/New_York',
        reducedMotion: 'reduce',
      });
      await page.clock.setFixedTime(sampleNow);
      await page.addInitScript({
        content: `window.ringbackScene = ${JSON.stringify(shot.scene)};\n${script}`,
      });
      await page.goto(`${url}#${shot.route ?? '/follow-ups'}`);
      return page;
    },
    close: (page) => page.close(),
    [Symbol.asyncDispose]: async () => {
      await browser.close();
      await server.close();
    },
  };
}

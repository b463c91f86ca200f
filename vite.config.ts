/**
 * One configuration for the four programs that make up Ringback (`vite build` builds them all into out/) and for the
 * tests (`vitest --project unit`).
 */
import { isBuiltin } from 'node:module';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import mantine from 'postcss-preset-mantine';
import simpleVars from 'postcss-simple-vars';
import { type EnvironmentOptions, type Plugin, runnerImport } from 'vite';
import { defineConfig } from 'vitest/config';

const inProject = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** What is not bundled: it has native parts. A packaged app carries no other node_modules. */
const native = ['better-sqlite3', '@ngrok/ngrok'];
/** ssh2 is faster with these, and does without them. They would have to be compiled for each platform. */
const isNativeOption = (id: string): boolean => id === 'cpu-features' || id.endsWith('/sshcrypto.node');
const isProvided = (id: string): boolean =>
  isBuiltin(id) || id === 'electron' || native.includes(id) || isNativeOption(id);

/** The oldest Electron that Ringback starts on: 33 (Node 20.18, Chromium 130). */
const nodeTarget = 'node20.18';
const chromiumTarget = 'chrome130';

interface NodeProgram {
  /** Name of the output file without extension, and its entry. */
  entries: Record<string, string>;
  format: 'es' | 'cjs';
  target: string;
}

/** A program that runs in Node: unminified, one file an entry and chunks for what entries share. */
const nodeProgram = (name: string, { entries, format, target }: NodeProgram): EnvironmentOptions => ({
  consumer: 'server',
  keepProcessEnv: true,
  resolve: { noExternal: true, conditions: ['node', 'module', 'import', 'default'] },
  // Bundled CommonJS packages look for it (ssh2, when it is loaded); ES modules do not have it.
  define: format === 'es' ? { __dirname: 'import.meta.dirname' } : {},
  build: {
    outDir: inProject(`out/${name}`),
    emptyOutDir: true,
    target,
    minify: false,
    sourcemap: true,
    copyPublicDir: false,
    rolldownOptions: {
      input: Object.fromEntries(Object.entries(entries).map(([output, entry]) => [output, inProject(entry)])),
      external: isProvided,
      platform: 'node',
      output: {
        format,
        entryFileNames: format === 'cjs' ? '[name].cjs' : '[name].js',
        chunkFileNames: 'chunks/[name]-[hash].js',
      },
    },
  },
});

/** Mantine's default breakpoints, for media queries in CSS modules. */
const breakpoints = {
  'mantine-breakpoint-xs': '36em',
  'mantine-breakpoint-sm': '48em',
  'mantine-breakpoint-md': '62em',
  'mantine-breakpoint-lg': '75em',
  'mantine-breakpoint-xl': '88em',
};

/**
 * Replaces a module by the values that it exports, as they are when it is built. The bundle then carries these and nothing
 * of what they were derived from.
 */
const evaluatedModule = (file: string): Plugin => ({
  name: 'evaluated-module',
  apply: 'build',
  async load(id) {
    if (id !== file) return null;
    const { module, dependencies } = await runnerImport<Record<string, unknown>>(file, { configFile: false });
    for (const dependency of dependencies) this.addWatchFile(dependency);
    return Object.entries(module)
      .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`)
      .join('\n');
  },
});

/** Tests see one time zone and one language, wherever they run. */
const frozen = { TZ: 'America/New_York', LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8' };

export default defineConfig({
  root: inProject('renderer'),
  // Relative, because the pages are served from app://, not from the root of a web site.
  base: './',
  plugins: [react(), evaluatedModule(inProject('electron/preload/contract-names.ts'))],
  builder: {},
  environments: {
    client: {
      build: {
        outDir: inProject('out/renderer'),
        emptyOutDir: true,
        target: chromiumTarget,
        // Chromium has module preload built in; the polyfill would be an inline script, which the CSP forbids.
        modulePreload: { polyfill: false },
        assetsInlineLimit: 0,
        // Kilobytes. The pages come from this computer's disk, so one large chunk costs nothing.
        chunkSizeWarningLimit: 2000,
        sourcemap: true,
      },
    },
    main: nodeProgram('main', {
      entries: { index: 'electron/main/index.ts' },
      format: 'es',
      target: nodeTarget,
    }),
    // A sandboxed preload script is CommonJS in one file.
    preload: nodeProgram('preload', {
      entries: { index: 'electron/preload/index.ts' },
      format: 'cjs',
      target: chromiumTarget,
    }),
    engine: nodeProgram('engine', {
      entries: {
        'utility-process': 'electron/engine/utility-process.ts',
        'store-thread': 'electron/engine/store-thread/thread.ts',
        'maintenance-thread': 'electron/engine/database/maintenance-thread.ts',
      },
      format: 'es',
      target: nodeTarget,
    }),
  },
  css: { postcss: { plugins: [mantine(), simpleVars({ variables: breakpoints })] } },
  test: {
    root: inProject('.'),
    env: frozen,
    restoreMocks: true,
    unstubEnvs: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          environment: 'node',
          // Loading the vendors' SDKs anew for each file would take five times as long as the tests.
          isolate: false,
          // Property tests try many cases, and a machine may have other work at the same time.
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'component',
          include: ['test/component/**/*.test.tsx'],
          environment: 'jsdom',
          setupFiles: ['test/support/dom.ts'],
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          environment: 'node',
          // For what hangs: property tests and engines that salvage a database take long where other work is done as well.
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          // The driver between test and Electron loses an answer now and then; the app's own faults fail twice.
          retry: 1,
          environment: 'node',
          fileParallelism: false,
          // With the fixtures that a test is the first to need: a desktop, an app, a packaged one.
          testTimeout: 240_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});

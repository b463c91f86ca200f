/** Builds main, preload, engine and renderer into out/. */
import { createBuilder } from 'vite';
import { projectRoot } from './console/paths.ts';

/** @throws Error with the compiler's message when something does not build. */
export async function build(): Promise<void> {
  const builder = await createBuilder({ configFile: `${projectRoot}/vite.config.ts`, logLevel: 'warn' });
  await builder.buildApp();
}

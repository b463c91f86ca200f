/** Builds main, preload, engine and renderer into out/. */
import { createBuilder } from 'vite';
import { projectRoot } from './console/paths.ts';

/** Runs the build. @throws Error with the compiler's message. */
export async function build(): Promise<void> {
  const builder = await createBuilder({ configFile: `${projectRoot}/vite.config.ts`, logLevel: 'warn' });
  await builder.buildApp();
}

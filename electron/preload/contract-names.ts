/**
 * The names of what the window may ask and is told. The build replaces this module by its values (see
 * `evaluatedModule` in vite.config.ts), so that the preload script carries no schemas.
 */
export { windowEventNames, windowMethodNames } from '#shared/contract/ipc.ts';

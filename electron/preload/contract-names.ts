/**
 * The names of the window's methods and events. The build replaces this module by its values (see `evaluatedModule` in
 * vite.config.ts), so that the preload script contains no schemas.
 */
export { windowEventNames, windowMethodNames } from '#shared/contract/ipc.ts';

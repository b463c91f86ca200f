/** The app's identity towards operating systems. */

/** electron-builder's appId and the Windows AppUserModelID: both must be equal for Windows to show notifications. */
export const appId = 'io.github.ringback.app';
export const appName = 'Ringback';

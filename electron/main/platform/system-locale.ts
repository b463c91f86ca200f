import { app, systemPreferences } from 'electron';
import { localeOf } from './locale-of.ts';

/** A switch of macOS's settings; false on other systems. */
const isSet = (key: string): boolean =>
  process.platform === 'darwin' && systemPreferences.getUserDefault(key, 'boolean');

/**
 * How the system writes dates and clock times, BCP 47; `readerLocale` makes of it how they are written for the rep. Only
 * after the app is ready.
 */
export const systemLocale = (): string =>
  localeOf({
    platform: process.platform,
    env: process.env,
    system: app.getSystemLocale(),
    forces24Hours: isSet('AppleICUForce24HourTime'),
    forces12Hours: isSet('AppleICUForce12HourTime'),
  });

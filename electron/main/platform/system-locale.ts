import { app, systemPreferences } from 'electron';
import { localeOf } from './locale-of.ts';

/** A boolean setting of macOS; false on other systems. */
const isSet = (key: string): boolean =>
  process.platform === 'darwin' && systemPreferences.getUserDefault(key, 'boolean');

/**
 * The system's locale for dates and clock times, BCP 47. `readerLocale` derives the rep's locale from it. Call it after the
 * app is ready.
 */
export const systemLocale = (): string =>
  localeOf({
    platform: process.platform,
    env: process.env,
    system: app.getSystemLocale(),
    forces24Hours: isSet('AppleICUForce24HourTime'),
    forces12Hours: isSet('AppleICUForce12HourTime'),
  });

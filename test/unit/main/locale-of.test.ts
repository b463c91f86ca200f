import { expect, it } from 'vitest';
import { type LocaleSources, localeOf } from '../../../electron/main/platform/locale-of.ts';

const sources: LocaleSources = {
  platform: 'linux',
  env: {},
  /** As Electron says it where the environment says nothing. */
  system: 'en-US@posix',
  forces24Hours: false,
  forces12Hours: false,
};

it.each([
  ['LANG alone', { LANG: 'de_DE.UTF-8' }, 'de-DE'],
  ['LC_TIME before LANG', { LANG: 'en_US.UTF-8', LC_TIME: 'de_DE.UTF-8' }, 'de-DE'],
  ['LC_ALL before both', { LANG: 'en_US', LC_TIME: 'de_DE', LC_ALL: 'ja_JP.eucJP' }, 'ja-JP'],
  ['an empty one as if it were not set', { LC_ALL: '', LC_TIME: 'en_GB' }, 'en-GB'],
  ['a name with a modifier', { LC_TIME: 'sr_RS.UTF-8@latin' }, 'sr-RS'],
  ['the C locale, which says nothing', { LC_ALL: 'C.UTF-8' }, 'en'],
  ['what is no locale', { LANG: '!' }, 'en'],
  ['nothing', {}, 'en'],
])('reads %s on Linux', (_case, env, locale) => {
  expect(localeOf({ ...sources, env })).toBe(locale);
});

it('takes what Electron says on other systems, and the 12 or 24 hours that the user chose', () => {
  const mac: LocaleSources = { ...sources, platform: 'darwin', env: { LANG: 'ja_JP' }, system: 'en_US' };
  expect(localeOf(mac)).toBe('en-US');
  expect(localeOf({ ...mac, forces24Hours: true })).toBe('en-US-u-hc-h23');
  expect(localeOf({ ...mac, system: 'de-DE', forces12Hours: true })).toBe('de-DE-u-hc-h12');
  expect(localeOf({ ...sources, platform: 'win32', env: { LANG: 'ja_JP' }, system: '' })).toBe('en');
});

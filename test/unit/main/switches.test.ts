import { expect, it } from 'vitest';
import { refusedSwitches } from '../../../electron/main/security/switches.ts';

const started = (...names: string[]) => ({ hasSwitch: (name: string) => names.includes(name) });
const released = { isPackaged: true, isInspectable: false };

it.each([
  'remote-debugging-port',
  'remote-debugging-pipe',
  'js-flags',
  'inspect',
  'inspect-brk',
  'inspect-wait',
  'load-extension',
  'disable-web-security',
  'utility-cmd-prefix',
])('a package does not start with --%s; an unpacked app and a package for tests do', (name) => {
  expect(refusedSwitches({ ...released, ...started('hidden', name) })).toEqual([name]);
  expect(refusedSwitches({ isPackaged: false, isInspectable: false, ...started(name) })).toEqual([]);
  expect(refusedSwitches({ isPackaged: true, isInspectable: true, ...started(name) })).toEqual([]);
});

it('a package starts with its own switches and those of the system', () => {
  const usual = started(
    'hidden',
    'demo',
    'user-data-dir',
    'no-sandbox',
    'lang',
    'ozone-platform',
    'disable-gpu',
  );
  expect(refusedSwitches({ ...released, ...usual })).toEqual([]);
});

it('all refused switches are named', () => {
  expect(refusedSwitches({ ...released, ...started('js-flags', 'remote-debugging-pipe') })).toEqual([
    'remote-debugging-pipe',
    'js-flags',
  ]);
});

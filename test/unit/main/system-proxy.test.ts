import { expect, it, vi } from 'vitest';
import { firstProxy, SystemProxy } from '../../../electron/main/platform/proxy.ts';

it.each([
  ['DIRECT', null],
  ['PROXY proxy.example:8080', 'http://proxy.example:8080'],
  ['PROXY proxy.example:8080; DIRECT', 'http://proxy.example:8080'],
  ['HTTPS proxy.example:443;PROXY other.example:80', 'https://proxy.example:443'],
  ['SOCKS5 socks.example:1080; PROXY proxy.example:3128', 'http://proxy.example:3128'],
  ['SOCKS5 socks.example:1080', null],
  ['DIRECT; PROXY proxy.example:8080', null],
  ['PROXY [2001:db8::1]:8080', 'http://[2001:db8::1]:8080'],
  ['', null],
])('takes the first entry of "%s" that can be used', (list, proxy) => {
  expect(firstProxy(list)).toBe(proxy);
});

it('tells a change, by host, and keeps what it knows when the system does not answer', async () => {
  let answer = 'DIRECT';
  const errors: unknown[] = [];
  const proxy = new SystemProxy({
    resolve: async (url) => {
      if (answer === '') throw new Error('no answer');
      return url.includes('calls.example') ? 'DIRECT' : answer;
    },
    urls: () => ['https://calls.example:8443'],
    onError: (error) => errors.push(error),
  });
  const changed = vi.fn();
  proxy.on('changed', changed);
  expect(proxy.current).toBeUndefined();
  await proxy.refresh();
  await proxy.refresh();
  expect(changed).toHaveBeenCalledTimes(1);
  answer = 'PROXY proxy.example:8080';
  await proxy.refresh();
  const known = { fallback: 'http://proxy.example:8080', hosts: { 'calls.example:8443': null } };
  expect(proxy.current).toEqual(known);
  answer = '';
  await proxy.refresh();
  expect(proxy.current).toEqual(known);
  expect(changed).toHaveBeenCalledTimes(2);
  expect(errors).toHaveLength(1);
});

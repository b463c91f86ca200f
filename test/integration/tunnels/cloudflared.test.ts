import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { LiveTunnel } from '../../../shared/config/tunnel.ts';
import { eventually } from '../../support/eventually.ts';
import { type CloudflaredBehaviour, installCloudflared } from '../../support/tunnels/cloudflared.ts';
import { openWatched, problemOf } from '../../support/tunnels/open-tunnel.ts';

const token = 'eyJhIjoidGVzdCJ9';
const publicUrl = 'https://hooks.acme.example/';
const named = (program: string): LiveTunnel => ({
  settings: { kind: 'cloudflared', program, publicUrl },
  secret: token,
});
const quick = (program?: string): LiveTunnel => ({
  settings: { kind: 'cloudflared', ...(program === undefined ? {} : { program }) },
});

describe('a cloudflared tunnel', () => {
  it('has the address that a quick tunnel announces, and leaves no process', async () => {
    const installed = installCloudflared('works');
    const tunnel = await openWatched(quick(installed.program), 4040);
    expect(tunnel.url).toBe('https://plain-words-make-names.trycloudflare.com');
    expect(installed.run.args.slice(0, 2)).toEqual(['tunnel', '--no-autoupdate']);
    expect(installed.run.args.slice(-2)).toEqual(['--url', 'http://127.0.0.1:4040']);
    await Promise.all([tunnel.close(), tunnel.close()]);
    expect(installed.isRunning).toBe(false);
    expect(tunnel.downs).toEqual([]);
  });

  it('is found in PATH', async () => {
    const installed = installCloudflared('works');
    vi.stubEnv('PATH', `${installed.folder}:${process.env.PATH}`);
    await (await openWatched(quick(), 4040)).close();
    expect(installed.isRunning).toBe(false);
  });

  it('has the set address of a named tunnel, whose token is not in its arguments', async () => {
    vi.stubEnv('TUNNEL_URL', 'http://127.0.0.1:1');
    const installed = installCloudflared('works');
    const tunnel = await openWatched(named(installed.program), 4040);
    expect(tunnel.url).toBe('https://hooks.acme.example');
    expect(installed.run).toMatchObject({ args: ['tunnel', '--no-autoupdate', 'run'], token });
    await tunnel.close();
  });

  it('tells when the program ends by itself, without the token', async () => {
    const installed = installCloudflared('works');
    const tunnel = await openWatched(named(installed.program), 4040);
    process.kill(installed.run.pid, 'SIGUSR2');
    await eventually(
      () => tunnel.downs,
      (downs) => downs.length > 0,
    );
    expect(tunnel.downs).toEqual([
      {
        code: 'closed',
        message: 'cloudflared ended by itself: Connection lost while using [hidden].',
        fix: expect.any(String),
        permanent: false,
      },
    ]);
    await tunnel.close();
  });

  it('is ended within 2 s also when it does not want to', async () => {
    const installed = installCloudflared('stubborn');
    const tunnel = await openWatched(quick(installed.program), 4040);
    const before = performance.now();
    await tunnel.close();
    expect(performance.now() - before).toBeLessThan(2000);
    expect(installed.isRunning).toBe(false);
  });

  it('gives up opening when that is wanted, and leaves no process', async () => {
    const installed = installCloudflared('silent');
    const giveUp = new AbortController();
    const opening = openWatched(quick(installed.program), 4040, giveUp.signal);
    const outcome = expect(opening).rejects.toMatchObject({ name: 'AbortError' });
    await eventually(
      () => existsSync(join(installed.folder, 'run.json')),
      (isStarted) => isStarted,
    );
    giveUp.abort();
    await outcome;
    expect(installed.isRunning).toBe(false);
  });
});

describe('a refusal', () => {
  it.each([
    ['invalid-token', 'credentials', true],
    ['revoked-token', 'credentials', true],
    ['limited', 'limit', false],
  ] as const)('%s', async (behaviour: CloudflaredBehaviour, code, permanent) => {
    const installed = installCloudflared(behaviour);
    const tunnel = behaviour === 'limited' ? quick(installed.program) : named(installed.program);
    expect(await problemOf(openWatched(tunnel, 4040))).toMatchObject({ code, permanent });
    expect(installed.isRunning).toBe(false);
  });

  it('of what is not installed, or is no program', async () => {
    const { folder } = installCloudflared('works');
    expect(await problemOf(openWatched(quick(join(folder, 'nothing')), 4040))).toMatchObject({
      code: 'missing',
      fix: expect.stringContaining('Install'),
    });
    expect(await problemOf(openWatched(quick(folder), 4040))).toMatchObject({ code: 'missing' });
  });

  it('of a named tunnel without an address', async () => {
    const { program } = installCloudflared('works');
    const tunnel: LiveTunnel = { settings: { kind: 'cloudflared', program }, secret: token };
    expect(await problemOf(openWatched(tunnel, 4040))).toMatchObject({ code: 'settings' });
  });
});

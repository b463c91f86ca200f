import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LiveTunnel } from '../../../shared/config/tunnel.ts';
import {
  type EngineProcess,
  startEngineProcess,
  storedDeliveries,
  temporaryFolder,
} from '../../support/engine-process.ts';
import { eventually } from '../../support/eventually.ts';
import { freePort } from '../../support/free-port.ts';
import { hmacSource, missedCall, post } from '../../support/generic-events.ts';
import { openWatched, problemOf, type WatchedTunnel } from '../../support/tunnels/open-tunnel.ts';
import { startSshAgent } from '../../support/tunnels/ssh-agent.ts';
import { type Sshd, startSshd } from '../../support/tunnels/sshd.ts';
import { layWire, type Wire } from '../../support/tunnels/wire.ts';

let sshd: Sshd;
let wire: Wire;
let engine: EngineProcess;
let enginePort: number;
/** What the company's web server would pass requests on to. */
let remotePort: number;
const dataFolder = temporaryFolder();
const open: WatchedTunnel[] = [];

beforeAll(async () => {
  sshd = await startSshd();
  engine = await startEngineProcess({ dataFolder, config: { port: 0, sources: [hmacSource] } });
  enginePort = Number(new URL(engine.url).port);
});
afterAll(async () => {
  await sshd?.stop();
  await engine?.stop();
});
beforeEach(async () => {
  wire = await layWire(sshd.port);
  remotePort = await freePort();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((tunnel) => tunnel.close()));
  await wire.close();
});

type SshSettings = Extract<LiveTunnel['settings'], { kind: 'ssh' }>;
const settings = (more: Partial<SshSettings> = {}): SshSettings => ({
  kind: 'ssh',
  host: '127.0.0.1',
  port: wire.port,
  user: sshd.user,
  keyFile: sshd.keyFile,
  bindAddress: 'localhost',
  bindPort: remotePort,
  publicUrl: 'https://hooks.acme.example/some/path',
  ...more,
});
const withoutFile = (): SshSettings => {
  const { keyFile, ...rest } = settings();
  return rest;
};
const openSsh = async (more: Partial<SshSettings> = {}, secret?: string): Promise<WatchedTunnel> => {
  const tunnel = await openWatched(
    { settings: settings(more), ...(secret === undefined ? {} : { secret }) },
    enginePort,
  );
  open.push(tunnel);
  return tunnel;
};
const remote = (): string => `http://127.0.0.1:${remotePort}`;
const down = (tunnel: WatchedTunnel, timeoutMs: number) =>
  eventually(
    () => tunnel.downs,
    (downs) => downs.length > 0,
    timeoutMs,
  );

describe('an SSH tunnel', () => {
  it("has the company's address, tells the key that it accepted, and forwards", async () => {
    const tunnel = await openSsh();
    expect(tunnel.url).toBe('https://hooks.acme.example');
    expect(tunnel.hostKeys).toEqual([sshd.hostKey]);
    expect((await post(remote(), missedCall(10_000))).status).toBe(200);
  });

  it('takes a key that is protected by a passphrase, and the pinned server', async () => {
    const tunnel = await openSsh({ keyFile: sshd.protectedKeyFile, hostKey: sshd.hostKey }, sshd.passphrase);
    expect(tunnel.hostKeys).toEqual([]);
    expect((await fetch(`${remote()}/healthz`)).status).toBe(200);
  });

  it('closes within 2 s, tells nothing, and the server listens no more', async () => {
    const tunnel = await openSsh();
    const before = performance.now();
    await Promise.all([tunnel.close(), tunnel.close()]);
    expect(performance.now() - before).toBeLessThan(2000);
    expect(tunnel.downs).toEqual([]);
    await eventually(
      () =>
        fetch(`${remote()}/healthz`).then(
          () => true,
          () => false,
        ),
      (isUp) => !isUp,
    );
  });

  it('closes within 2 s while nothing is answered', async () => {
    const tunnel = await openSsh();
    wire.silence();
    const before = performance.now();
    await tunnel.close();
    expect(performance.now() - before).toBeLessThan(2000);
  });
});

describe('the SSH agent', () => {
  it('is asked for the key where no file is set', async () => {
    const agent = await startSshAgent(sshd.keyFile);
    vi.stubEnv('SSH_AUTH_SOCK', agent.socket);
    const tunnel = await openWatched({ settings: withoutFile() }, enginePort);
    open.push(tunnel);
    expect((await fetch(`${remote()}/healthz`)).status).toBe(200);
    await agent.stop();
    expect(await problemOf(openWatched({ settings: withoutFile() }, enginePort))).toMatchObject({
      code: 'missing',
    });
  });

  it('is missed where there is none', async () => {
    vi.stubEnv('SSH_AUTH_SOCK', undefined);
    expect(await problemOf(openWatched({ settings: withoutFile() }, enginePort))).toMatchObject({
      code: 'missing',
      permanent: true,
    });
  });
});

describe('a refusal', () => {
  it('of a server whose key changed', async () => {
    const hostKey = 'SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
    expect(await problemOf(openSsh({ hostKey }))).toMatchObject({
      code: 'host-key',
      permanent: true,
      message: expect.stringContaining(sshd.hostKey),
    });
  });

  it('of the key', async () => {
    expect(await problemOf(openSsh({ keyFile: sshd.strangerKeyFile }))).toMatchObject({
      code: 'credentials',
      permanent: true,
      message: expect.stringContaining(sshd.user),
    });
  });

  it('of the forward', async () => {
    expect(await problemOf(openSsh({ bindAddress: '0.0.0.0' }))).toMatchObject({
      code: 'address',
      message: expect.stringContaining(`0.0.0.0:${remotePort}`),
    });
  });

  it('of the forward that somebody else has', async () => {
    await openSsh();
    expect(await problemOf(openSsh())).toMatchObject({ code: 'address', permanent: false });
  });

  it('of a passphrase that is wrong or not there, of a file that is none or no key', async () => {
    const keyFile = sshd.protectedKeyFile;
    const wrong = await problemOf(openSsh({ keyFile }, 'not the passphrase'));
    expect(wrong).toMatchObject({ code: 'credentials', message: expect.stringContaining('does not fit') });
    expect(JSON.stringify(wrong)).not.toContain('not the passphrase');
    expect(await problemOf(openSsh({ keyFile }))).toMatchObject({
      code: 'credentials',
      message: expect.stringContaining('none is saved'),
    });
    expect(await problemOf(openSsh({ keyFile: join(dataFolder, 'nothing') }))).toMatchObject({
      code: 'missing',
    });
    const noKey = join(dataFolder, 'no-key');
    writeFileSync(noKey, 'hello');
    expect(await problemOf(openSsh({ keyFile: noKey }))).toMatchObject({ code: 'credentials' });
  });

  it('where nothing listens, and where something else does', async () => {
    expect(await problemOf(openSsh({ port: await freePort() }))).toMatchObject({
      code: 'network',
      permanent: false,
    });
    expect(await problemOf(openSsh({ host: 'no-such-host.invalid' }))).toMatchObject({ code: 'network' });
    expect(await problemOf(openSsh({ port: enginePort }))).toMatchObject({ code: 'closed' });
  });
});

describe('going down', () => {
  it('is told at once when the connection is cut', async () => {
    const tunnel = await openSsh();
    wire.cut();
    expect(await down(tunnel, 2000)).toEqual([
      expect.objectContaining({ code: 'network', permanent: false }),
    ]);
  });

  it('is told within 15 s when nothing is answered any more', async () => {
    const tunnel = await openSsh();
    wire.silence();
    expect(await down(tunnel, 15_000)).toHaveLength(1);
  });
});

describe('the whole path', () => {
  it('carries 500 signed requests across a tunnel that goes down and comes up: none altered, none lost', async () => {
    const events = Array.from({ length: 500 }, (_, n) => missedCall(n));
    let tunnel = await openSsh({ hostKey: sshd.hostKey });
    /** As a phone system does: sends again until it is answered. */
    const deliver = (event: (typeof events)[number]) =>
      eventually(
        () =>
          post(remote(), event).then(
            ({ status }) => status,
            () => 0,
          ),
        (status) => status === 200,
      );
    const first = Promise.all(events.slice(0, 250).map(deliver));
    wire.cut();
    await down(tunnel, 5000);
    const second = Promise.all(events.slice(250).map(deliver));
    // The server itself gives the port back a moment later.
    tunnel = await eventually(
      () => openSsh({ hostKey: sshd.hostKey }).catch(() => tunnel),
      (opened) => opened !== tunnel,
    );
    await Promise.all([first, second]);
    expect(tunnel.downs).toEqual([]);

    const ids = new Set(events.map(({ id }) => id));
    const stored = (await storedDeliveries(dataFolder)).filter(({ eventId }) => ids.has(eventId ?? ''));
    const accepted = stored.filter(({ outcome }) => outcome === 'accepted');
    expect(new Set(accepted.map(({ eventId }) => eventId))).toEqual(ids);
    expect(accepted).toHaveLength(500);
    expect(stored.filter(({ outcome }) => outcome === 'rejected' || outcome === 'failed')).toEqual([]);
  });
});

import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Reachability } from '../../../shared/contract/tunnel.ts';
import { type EngineProcess, startEngineProcess, temporaryFolder } from '../../support/engine-process.ts';
import { eventually } from '../../support/eventually.ts';
import { freePort } from '../../support/free-port.ts';
import { hmacSource, missedCall, signed } from '../../support/generic-events.ts';
import { type InstalledCloudflared, installCloudflared } from '../../support/tunnels/cloudflared.ts';
import { publicClient } from '../../support/tunnels/https-client.ts';
import { type HttpsEdge, startHttpsEdge } from '../../support/tunnels/https-edge.ts';
import { startNgrokEdge } from '../../support/tunnels/ngrok-edge.ts';
import { startSshd } from '../../support/tunnels/sshd.ts';
import { layWire } from '../../support/tunnels/wire.ts';

const challenge = {
  status: 403,
  headers: { 'cf-mitigated': 'challenge', 'content-type': 'text/html' },
  body: '<!DOCTYPE html><title>Just a moment...</title>',
};

/** How a vendor reaches the engine, and what shows that the tunnel was opened again. */
interface Setting {
  engine: EngineProcess;
  deliver(n: number): Promise<number>;
  /** Checks of Ringback's own that the edge has met. */
  checks(): number;
  openings(): number;
}

const states = ({ lines }: EngineProcess): Reachability[] =>
  lines.flatMap((line) => (line.type === 'reachability' ? [line.reachability] : []));
const lastState = (engine: EngineProcess): Reachability | undefined => states(engine).at(-1);

async function startEngine(tunnel: object, port: number, caCertificate: string): Promise<EngineProcess> {
  const caFile = join(temporaryFolder(), 'ca.pem');
  writeFileSync(caFile, caCertificate);
  const engine = await startEngineProcess({
    config: { port, sources: [hmacSource], tunnel },
    dataFolder: temporaryFolder(),
    env: { NODE_EXTRA_CA_CERTS: caFile },
  });
  onTestFinished(async () => void (await engine.stop()));
  return engine;
}

function senderTo(origin: string, caCertificate: string): (n: number) => Promise<number> {
  const client = publicClient(caCertificate);
  onTestFinished(() => client.close());
  return async (n) => {
    const body = JSON.stringify(missedCall(n));
    return (await client.post(`${origin}/hooks/main`, body, signed(body))).status;
  };
}

async function edgeThatBlocks(): Promise<HttpsEdge> {
  const edge = await startHttpsEdge();
  onTestFinished(() => edge.close());
  edge.answer('/probe', challenge);
  return edge;
}
const checksAt = (edge: HttpsEdge) => () => edge.requests.filter((path) => path === '/probe').length;

/** How often the program was started, by the process that it is. */
function startsOf(cloudflared: InstalledCloudflared): () => number {
  const pids = new Set<number>();
  return () => (existsSync(join(cloudflared.folder, 'run.json')) ? pids.add(cloudflared.run.pid).size : 0);
}

const settings: Record<string, () => Promise<Setting>> = {
  async manual() {
    const edge = await edgeThatBlocks();
    const port = await freePort();
    edge.forwardTo(port);
    const tunnel = { settings: { kind: 'manual', publicUrl: edge.publicOrigin } };
    const engine = await startEngine(tunnel, port, edge.caCertificate);
    const deliver = senderTo(edge.publicOrigin, edge.caCertificate);
    return { engine, deliver, checks: checksAt(edge), openings: () => 1 };
  },
  async cloudflared() {
    const edge = await edgeThatBlocks();
    const port = await freePort();
    edge.forwardTo(port);
    const installed = installCloudflared('works');
    const tunnel = {
      settings: { kind: 'cloudflared', program: installed.program, publicUrl: edge.publicOrigin },
      secret: 'eyJhIjoidGVzdCJ9',
    };
    const engine = await startEngine(tunnel, port, edge.caCertificate);
    const deliver = senderTo(edge.publicOrigin, edge.caCertificate);
    return { engine, deliver, checks: checksAt(edge), openings: startsOf(installed) };
  },
  async ngrok() {
    const edge = await startNgrokEdge();
    onTestFinished(() => edge.close());
    edge.answer(challenge, '/probe');
    const tunnel = {
      settings: { kind: 'ngrok', server: { address: edge.address, caCertificate: edge.caCertificate } },
      secret: '2nd_secretAuthtoken0123456789',
    };
    const engine = await startEngine(tunnel, await freePort(), edge.caCertificate);
    const post = senderTo(edge.publicOrigin, edge.caCertificate);
    let sent = 0;
    const deliver = (n: number): Promise<number> => {
      sent += 1;
      return post(n);
    };
    return {
      engine,
      deliver,
      checks: () => edge.requests - sent,
      openings: () => edge.authentications.length,
    };
  },
  async ssh() {
    const sshd = await startSshd();
    onTestFinished(() => sshd.stop());
    const wire = await layWire(sshd.port);
    onTestFinished(() => wire.close());
    const edge = await edgeThatBlocks();
    const remotePort = await freePort();
    edge.forwardTo(remotePort);
    const tunnel = {
      settings: {
        kind: 'ssh',
        host: '127.0.0.1',
        port: wire.port,
        user: sshd.user,
        keyFile: sshd.keyFile,
        bindAddress: 'localhost',
        bindPort: remotePort,
        publicUrl: edge.publicOrigin,
      },
    };
    const engine = await startEngine(tunnel, await freePort(), edge.caCertificate);
    const deliver = senderTo(edge.publicOrigin, edge.caCertificate);
    return { engine, deliver, checks: checksAt(edge), openings: () => wire.connections };
  },
};

/** Delivers a genuine webhook every half a second until a test has seen enough. */
function deliverRegularly(deliver: Setting['deliver']): { statuses: number[]; stop(): void } {
  const statuses: number[] = [];
  let n = 0;
  const timer = setInterval(() => {
    n += 1;
    deliver(n).then(
      (status) => statuses.push(status),
      () => statuses.push(0),
    );
  }, 500);
  const stop = (): void => clearInterval(timer);
  onTestFinished(stop);
  return { statuses, stop };
}

describe('a check that the edge refuses while genuine webhooks arrive', () => {
  it.each(Object.keys(settings))(
    'closes no tunnel and is said for what it is: %s',
    async (kind) => {
      const { engine, deliver, checks, openings } = await (settings[kind] as () => Promise<Setting>)();
      await eventually(
        () => openings() > 0 && checks() > 0,
        (isOpen) => isOpen,
      );
      const { statuses } = deliverRegularly(deliver);
      const found = await eventually(
        () => lastState(engine),
        (state) => state?.blockedCheck != null,
      );
      expect(found).toMatchObject({
        phase: 'listening',
        reason: null,
        blockedCheck: { code: 'sign-in', status: 403 },
        lastTrafficAt: expect.any(String),
      });
      // Through the next regular check and the one after a pause.
      const before = checks();
      await eventually(checks, (count) => count > before, 60_000);
      expect(lastState(engine)?.phase).toBe('listening');
      expect(openings()).toBe(1);
      const refused = statuses.filter((status) => status !== 200);
      expect(refused).toEqual([]);
      expect(states(engine).filter(({ phase }) => phase === 'not-listening')).toEqual([]);
    },
    90_000,
  );

  it('is told as not listening while no call came, and the tunnel stays open for one', async () => {
    const { engine, deliver, openings } = await (settings.cloudflared as () => Promise<Setting>)();
    const told = await eventually(
      () => lastState(engine),
      (state) => state?.phase === 'not-listening',
    );
    expect(told).toMatchObject({ reasonCode: 'sign-in', blockedCheck: null });
    expect(await deliver(1)).toBe(200);
    const after = await eventually(
      () => lastState(engine),
      (state) => state?.phase === 'listening',
    );
    expect(after?.blockedCheck).toMatchObject({ code: 'sign-in', status: 403 });
    expect(openings()).toBe(1);
  }, 60_000);
});

describe('an address that this network cannot reach by its public name', () => {
  it('keeps the tunnel over which genuine webhooks arrive', async () => {
    const installed = installCloudflared('works');
    const openings = startsOf(installed);
    const tunnel = {
      settings: { kind: 'cloudflared', program: installed.program, publicUrl: 'https://localhost:1' },
      secret: 'eyJhIjoidGVzdCJ9',
    };
    const engine = await startEngine(tunnel, await freePort(), '');
    let n = 0;
    const timer = setInterval(() => {
      n += 1;
      const body = JSON.stringify(missedCall(n));
      // As the tunnel hands it over.
      const headers = { ...signed(body), 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' };
      fetch(`${engine.url}/hooks/main`, { method: 'POST', body, headers }).catch(() => {});
    }, 500);
    onTestFinished(() => clearInterval(timer));
    const found = await eventually(
      () => lastState(engine),
      (state) => state?.blockedCheck != null,
    );
    expect(found).toMatchObject({ phase: 'listening', blockedCheck: { code: 'network', status: null } });
    expect(openings()).toBe(1);
    expect(states(engine).map(({ phase }) => phase)).not.toContain('not-listening');
  }, 60_000);
});

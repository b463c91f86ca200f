import { writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Reachability } from '../../../shared/contract/tunnel.ts';
import {
  type EngineProcess,
  startEngineProcess,
  storedDeliveries,
  temporaryFolder,
} from '../../support/engine-process.ts';
import { eventually } from '../../support/eventually.ts';
import { freePort } from '../../support/free-port.ts';
import { hmacSource, missedCall, signed } from '../../support/generic-events.ts';
import { publicClient } from '../../support/tunnels/https-client.ts';
import { type HttpsEdge, startHttpsEdge } from '../../support/tunnels/https-edge.ts';

const states = ({ lines }: EngineProcess): Reachability[] =>
  lines.flatMap((line) => (line.type === 'reachability' ? [line.reachability] : []));
const now = (engine: EngineProcess): Reachability | undefined => states(engine).at(-1);
const isProbe = ({ url }: IncomingMessage): boolean => url === '/probe';

interface Office {
  edge: HttpsEdge;
  computers: readonly [EngineProcess, EngineProcess];
  folders: readonly [string, string];
  /** Sends a genuine webhook to the public address. */
  call(n: number): Promise<number>;
}

/** Two computers with one profile behind one public address. @param route which of the two a request reaches. */
async function openOffice(route: (request: IncomingMessage) => 0 | 1): Promise<Office> {
  const edge = await startHttpsEdge();
  onTestFinished(() => edge.close());
  const caFile = join(temporaryFolder(), 'ca.pem');
  writeFileSync(caFile, edge.caCertificate);
  const ports = [await freePort(), await freePort()] as const;
  edge.forwardTo((request) => ports[route(request)]);
  const folders = [temporaryFolder(), temporaryFolder()] as const;
  const start = async (index: 0 | 1): Promise<EngineProcess> => {
    const engine = await startEngineProcess({
      config: {
        port: ports[index],
        sources: [hmacSource],
        tunnel: { settings: { kind: 'manual', publicUrl: edge.publicOrigin } },
      },
      dataFolder: folders[index],
      env: { NODE_EXTRA_CA_CERTS: caFile },
    });
    onTestFinished(async () => void (await engine.stop()));
    return engine;
  };
  const computers = [await start(0), await start(1)] as const;
  const client = publicClient(edge.caCertificate);
  onTestFinished(() => client.close());
  const call = async (n: number): Promise<number> => {
    const body = JSON.stringify(missedCall(n));
    return (await client.post(`${edge.publicOrigin}/hooks/main`, body, signed(body))).status;
  };
  return { edge, computers, folders, call };
}

/** Calls come every half a second until the test ends. */
function keepCalling({ call }: Office): void {
  let n = 0;
  const timer = setInterval(() => {
    n += 1;
    call(n).catch(() => {});
  }, 500);
  onTestFinished(() => clearInterval(timer));
}

describe('two computers with one tunnel', () => {
  it('say who gets the calls, where checks reach one of them and calls the other', async () => {
    const office = await openOffice((request) => (isProbe(request) ? 0 : 1));
    const [deaf, hearing] = office.computers;
    keepCalling(office);
    const heard = await eventually(
      () => now(hearing),
      (state) => state?.rival?.callsReach === 'here' && state.phase === 'listening',
      40_000,
    );
    expect(heard).toMatchObject({ reason: null });
    const unheard = await eventually(
      () => now(deaf),
      (state) => state?.rival?.callsReach === 'there',
      60_000,
    );
    expect(unheard).toMatchObject({
      phase: 'not-listening',
      reasonCode: 'other-ringback',
      reason: 'Another Ringback uses this address. Calls reach the other one.',
    });
    expect(await storedDeliveries(office.folders[0])).toEqual([]);
    // Nothing flaps: what is said stays through the next checks.
    const before = office.edge.requests.filter((path) => path === '/probe').length;
    await eventually(
      () => office.edge.requests.filter((path) => path === '/probe').length,
      (count) => count >= before + 3,
      60_000,
    );
    expect(now(deaf)?.phase).toBe('not-listening');
    expect(now(hearing)).toMatchObject({ phase: 'listening', rival: { callsReach: 'here' } });
    expect(states(hearing).map(({ phase }) => phase)).not.toContain('not-listening');
  }, 150_000);

  it('say that each gets a part, where requests reach either of them', async () => {
    // A repeatable shuffle: what comes next depends on nothing that the computers do.
    let step = 0;
    const office = await openOffice(() => {
      step += 1;
      return ((step * 2_654_435_761) >>> 16) & 1 ? 1 : 0;
    });
    const know = (callsReach: string) =>
      Promise.all(
        office.computers.map((computer) =>
          eventually(
            () => now(computer),
            (state) => state?.rival?.callsReach === callsReach,
            60_000,
          ),
        ),
      );
    await know('unknown');
    // Enough of them to reach both.
    for (let n = 1; n <= 16; n += 1) expect(await office.call(n)).toBe(200);
    await know('both');
    const told = office.computers.map((computer) => states(computer).length);
    const before = office.edge.requests.filter((path) => path === '/probe').length;
    await eventually(
      () => office.edge.requests.filter((path) => path === '/probe').length,
      (count) => count >= before + 3,
      60_000,
    );
    office.computers.forEach((computer, index) => {
      const since = states(computer).slice(told[index]);
      expect(since.every(({ phase, rival }) => phase === 'listening' && rival?.callsReach === 'both')).toBe(
        true,
      );
    });
  }, 150_000);
});

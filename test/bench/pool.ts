/** Genuine requests of a vendor, made before anything is measured: signing must not be what takes the time. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LiveSource } from '#shared/config/sources.ts';
import type { SimulatedCase } from '../support/simulated-sources.ts';
import { simulateNow } from '../support/vendor-simulators.ts';

export interface Pool {
  file: string;
  source: LiveSource;
  remove(): void;
}

const publicUrl = 'https://bench.example/hooks/main';

/** Each of a missed call of its own; in the file each is preceded by its length, 32 bits, big-endian. */
export function makePool(sender: SimulatedCase, requests: number): Pool {
  const { provider, options, secrets, privateKey } = sender;
  const simulated = { provider, secret: secrets[0] ?? '', privateKey, publicUrl, options };
  const parts: Buffer[] = [];
  for (let n = 0; n < requests; n++) {
    const last = simulateNow('missed', simulated, Date.now()).at(-1);
    if (!last) throw new Error(`${sender.name} has no request for a missed call`);
    const headers = Object.entries({ ...last.headers, ...last.credentials })
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('');
    const body = Buffer.from(last.body);
    const head = `${last.method} /hooks/main HTTP/1.1\r\nhost: bench.example\r\n${headers}content-length: ${body.length}\r\n\r\n`;
    const request = Buffer.concat([Buffer.from(head), body]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(request.length);
    parts.push(length, request);
  }
  const folder = mkdtempSync(join(tmpdir(), 'ringback-bench-pool-'));
  const file = join(folder, 'requests');
  writeFileSync(file, Buffer.concat(parts));
  return {
    file,
    source: { id: 'main', provider, secrets, options, publicUrl, credentials: {} },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

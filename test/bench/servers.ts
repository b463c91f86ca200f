/** Servers to compare with, each in a process of its own: `node servers.ts <name>` prints the port it listens on. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fastify from 'fastify';

/** The secret of the bench's only source. */
export const benchSecret = 'bench_secret';

function isGenuine(body: Buffer, signature: unknown): boolean {
  const claimed = Buffer.from(typeof signature === 'string' ? signature : '', 'hex');
  const expected = createHmac('sha256', benchSecret).update(body).digest();
  return claimed.length === expected.length && timingSafeEqual(claimed, expected);
}

/** Reads the body and answers; no signature, no storage: what the HTTP server alone costs. */
function bare(): void {
  const server = createServer((request, response) => {
    request.on('data', () => {});
    request.on('end', () => response.writeHead(200, { 'content-length': 2 }).end('ok'));
  });
  server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
}

/** How one would write it in an afternoon: fastify, the signature, one insert a request, as durable as ours. */
async function naive(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ringback-bench-naive-'));
  process.once('SIGTERM', () => {
    rmSync(folder, { recursive: true, force: true });
    process.exit();
  });
  const db = new Database(join(folder, 'events.db'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE events (id TEXT PRIMARY KEY, body BLOB) WITHOUT ROWID');
  const insert = db.prepare('INSERT INTO events VALUES (?, ?) ON CONFLICT DO NOTHING');
  const app = fastify();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  app.post('/hooks/main', (request, reply) => {
    const body = request.body as Buffer;
    if (!isGenuine(body, request.headers['x-signature'])) return reply.code(401).send();
    const { id } = JSON.parse(body.toString()) as { id: string };
    return reply.send({ duplicate: insert.run(id, body).changes === 0 });
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  console.log((app.server.address() as AddressInfo).port);
}

if (process.argv[2] === 'bare') bare();
if (process.argv[2] === 'naive') await naive();

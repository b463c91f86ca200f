/** Recorded and published requests of phone vendors: test/fixtures/providers/<folder>/<name>.<ext> with its .meta.json. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../fixtures/providers', import.meta.url));

/** What a call must look like afterwards; null where the body alone does not tell. Times are ISO 8601 in UTC. */
export interface ExpectedCall {
  kind: string;
  callId: string | null;
  eventId: string | null;
  from: string | null;
  to: string | null;
  direction: 'inbound' | 'outbound' | null;
  startedAt: string | null;
  endedAt: string | null;
  durationSeconds: number | null;
  recordingUrl?: string | null;
  transcript?: string | null;
}

export interface ExpectedResponse {
  status?: number;
  statusOneOf?: number[];
  /** `<any>` within a value stands for any text; a value such as "120 (or any positive integer, or *)" is its first word. */
  headers?: Record<string, string>;
  maxResponseBytes?: number;
  /** Text, or JSON. */
  body?: unknown;
}

interface Meta {
  bodyFile: string;
  method: string;
  contentType?: string;
  url?: string;
  headers: Record<string, string>;
  secret?: string;
  publicKey?: string;
  applicationKey?: string;
  expectedSignature?: string;
  verifyAt?: string;
  mustReject?: boolean;
  acceptKinds?: string[];
  expected?: ExpectedCall;
  expectedAll?: ExpectedCall[];
  expectedResponse?: ExpectedResponse;
  /** One signature for each delivery of a sequence. */
  signatures?: string[];
}

/** One HTTP request as the vendor sends it. */
export interface VendorRequest {
  method: string;
  /** Without its question mark. */
  query: string;
  headers: Record<string, string>;
  body: Buffer;
}

export interface Fixture {
  folder: string;
  name: string;
  meta: Meta;
  /** Several for a sequence; the first of them alone is the whole delivery otherwise. */
  requests: VendorRequest[];
  /** The address that the vendor was given, without its query. */
  publicUrl: string;
}

/** The header of which a sequence gives one value a delivery. */
const headerOfSignatures: Readonly<Record<string, string>> = { telnyx: 'telnyx-signature-ed25519' };

export const fixtureFolders = (): string[] => readdirSync(root).sort();

export const fixturesOf = (folder: string): Fixture[] =>
  readdirSync(`${root}/${folder}`)
    .filter((file) => file.endsWith('.meta.json'))
    .sort()
    .map((file) => readFixture(folder, file.slice(0, -'.meta.json'.length)));

function readFixture(folder: string, name: string): Fixture {
  const meta = JSON.parse(readFileSync(`${root}/${folder}/${name}.meta.json`, 'utf8')) as Meta;
  const file = `${root}/${folder}/${meta.bodyFile}`;
  const content = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
  const url = meta.url ?? `https://relay.example.com/hooks/${folder}`;
  const question = url.indexOf('?');
  const query = question < 0 ? '' : url.slice(question + 1);
  const bodies = meta.bodyFile.endsWith('.ndjson')
    ? content
        .toString('utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => Buffer.from(line))
    : [content];
  // A vector whose header no source confirms: what is not signed is to be refused.
  if (meta.expectedSignature !== undefined && Object.keys(meta.headers).length === 0) meta.mustReject = true;
  return {
    folder,
    name,
    meta,
    publicUrl: question < 0 ? url : url.slice(0, question),
    requests: bodies.map((body, index) => {
      const headers = headersOf(folder, meta, index);
      if (meta.method !== 'GET') return { method: meta.method, query, headers, body };
      const sent = [query, body.toString('utf8')].filter((part) => part !== '').join('&');
      return { method: 'GET', query: sent, headers, body: Buffer.alloc(0) };
    }),
  };
}

function headersOf(folder: string, meta: Meta, index: number): Record<string, string> {
  const headers: Record<string, string> = {};
  if (meta.contentType && meta.method !== 'GET') headers['content-type'] = meta.contentType;
  for (const [key, value] of Object.entries(meta.headers)) headers[key.toLowerCase()] = value;
  const each = meta.signatures?.[index];
  const eachHeader = headerOfSignatures[folder];
  if (each !== undefined && eachHeader) headers[eachHeader] = each;
  return headers;
}

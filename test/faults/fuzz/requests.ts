/** Hostile requests of three kinds: broken HTTP, well-formed HTTP that proves nothing, and signed ones with a hostile body. */
import fc from 'fast-check';
import type { SimulatedCase } from '../../support/simulated-sources.ts';
import { simulateNow, vendorSimulators } from '../../support/vendor-simulators.ts';
import { hostileBody, hostileJson, hostileText } from './hostile-values.ts';

export interface HttpRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Buffer;
}

export type Hostile =
  | { kind: 'broken'; bytes: Buffer }
  | { kind: 'unproved'; request: HttpRequest; mayBeHandshake: boolean }
  | { kind: 'signed'; request: HttpRequest; provesContent: boolean };

export const publicUrlOf = (id: string): string => `https://relay.example.com/hooks/${id}`;
/** What proves nothing goes to sources of its own, so that a row of theirs beyond a refusal gives it away. */
export const unprovedId = ({ name }: SimulatedCase): string => `u-${name}`;
export const signedId = ({ name }: SimulatedCase): string => `s-${name}`;

const sourceFor = (source: SimulatedCase, id: string) => ({
  provider: source.provider,
  secret: source.secrets[0] ?? '',
  privateKey: source.privateKey,
  publicUrl: publicUrlOf(id),
  options: source.options,
});

const fitsHeader = (text: string): string => text.replace(/[^\x20-\x7e]/g, '').trim();

const broken = (sources: readonly SimulatedCase[]): fc.Arbitrary<Hostile> => {
  const path = fc.oneof(
    fc.constantFrom(...sources.map((source) => `/hooks/${unprovedId(source)}`)),
    fc.constantFrom(
      '/hooks/',
      '/hooks/__proto__',
      '/hooks/%6dain',
      '/hooks/../healthz',
      '/hooks//main',
      'http://127.0.0.1/hooks/main',
      '*',
      '/healthz?x',
      '/hooks/main#x',
      `/${'x'.repeat(20_000)}`,
    ),
  );
  const badHeader = fc.constantFrom(
    'content-length: -1',
    'content-length: 5\r\ncontent-length: 6',
    'content-length: 99999999999999999999',
    'content-length: 0x10',
    'content-length: 10\r\ntransfer-encoding: chunked',
    'transfer-encoding: chunked, identity',
    'transfer-encoding: gzip',
    'expect: 100-continue',
    'expect: nonsense',
    'upgrade: websocket\r\nconnection: upgrade',
    'connection: keep-alive, close, nonsense',
    ' folded: header',
    'no colon here',
    ': no name',
    'x: \0',
    'x: \x7f',
    `x: ${'y'.repeat(17_000)}`,
    Array.from({ length: 2500 }, (_, n) => `x${n}: 1`).join('\r\n'),
    'x-forwarded-for: , ,,',
    'x-forwarded-proto: https,,http',
    'content-type: application/json; charset=utf-16; charset=x',
    'host: a\r\nhost: b',
  );
  const chunks = fc.constantFrom(
    '5\r\nhello\r\n0\r\n\r\n',
    'ffffffffffffffff\r\nx',
    '-1\r\n\r\n',
    'zz\r\nhello\r\n',
    `5;${'e'.repeat(20_000)}\r\nhello\r\n0\r\n\r\n`,
    '5\r\nhelloworld\r\n0\r\n\r\n',
    '0\r\ntrailer: x\r\n\r\n',
    '5\r\nhel',
  );
  const line = fc
    .tuple(fc.constantFrom('POST', 'GET', 'PUT', 'OPTIONS', 'post', 'PRI', 'CONNECT', 'TRACE', ''), path)
    .chain(([method, target]) =>
      fc
        .constantFrom('HTTP/1.1', 'HTTP/1.0', 'HTTP/0.9', 'HTTP/2.0', 'HTTP/1.1 ', 'XTTP/1.1', '')
        .map((version) => `${method} ${target} ${version}`),
    );
  const message = fc
    .record({ line, headers: fc.array(badHeader, { maxLength: 3 }), chunks, body: hostileBody })
    .chain(({ line: first, headers, chunks: chunked, body }) =>
      fc.constantFrom<Buffer>(
        Buffer.from(
          [first, 'host: x', ...headers, 'transfer-encoding: chunked', '', chunked].join('\r\n'),
          'latin1',
        ),
        Buffer.concat([
          Buffer.from([first, 'host: x', ...headers, `content-length: ${body.length}`, '', ''].join('\r\n')),
          body,
        ]),
        Buffer.concat([
          Buffer.from(
            [first, 'host: x', ...headers, `content-length: ${body.length + 9}`, '', ''].join('\r\n'),
          ),
          body,
        ]),
        Buffer.concat([Buffer.from([first, ...headers, '', ''].join('\r\n')), body]),
      ),
    );
  const mangled = fc
    .tuple(message, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 }), fc.nat())
    .map(([bytes, changes, cut]) => {
      const copy = Buffer.from(bytes);
      for (const [at, byte] of changes) if (copy.length > 0) copy[at % copy.length] = byte;
      return cut % 3 === 0 ? copy.subarray(0, cut % (copy.length + 1)) : copy;
    });
  const noise = fc.uint8Array({ minLength: 1, maxLength: 300 }).map((bytes) => Buffer.from(bytes));
  return fc
    .oneof({ weight: 8, arbitrary: mangled }, { weight: 1, arbitrary: noise })
    .map((bytes) => ({ kind: 'broken', bytes }));
};

/** Well-formed, with headers such as the vendor's, and no proof that fits. */
const unproved = (sources: readonly SimulatedCase[]): fc.Arbitrary<Hostile> =>
  fc
    .record({
      source: fc.constantFrom(...sources),
      body: hostileBody,
      type: fc.constantFrom(null, 'application/json', 'application/x-www-form-urlencoded', 'text/plain'),
      signature: fc.option(hostileText),
      query: fc.option(hostileText),
      method: fc.constantFrom('POST', 'POST', 'POST', 'GET'),
      address: fc.ipV4(),
    })
    .map(({ source, body, type, signature, query, method, address }) => {
      const id = unprovedId(source);
      const [genuine] = simulateNow('missed', sourceFor(source, id), Date.now()).slice(-1);
      const vendorHeaders = { ...genuine?.headers, ...genuine?.credentials };
      // The vendor's own headers belong to another body, or carry a forged value.
      const forged = Object.fromEntries(
        Object.entries(vendorHeaders).map(([name, value]) => {
          if (name === 'content-type') return [name, type ?? value];
          const isToken = source.provider === 'ringcentral' || name === 'authorization';
          const other = signature === null ? 'forged' : fitsHeader(signature).slice(0, 2000) || 'forged';
          return [name, signature === null && !isToken ? value : other];
        }),
      );
      const suffix =
        query === null ? '' : `?${encodeURIComponent(query.replace(/[\ud800-\udfff]/g, '')).slice(0, 3000)}`;
      return {
        kind: 'unproved' as const,
        mayBeHandshake:
          (source.provider === 'ringcentral' && body.length === 0) ||
          (source.provider === 'justcall' && body.length <= 16),
        request: {
          method,
          path: `/hooks/${id}${suffix}`,
          headers: { ...forged, 'x-forwarded-for': address },
          body: method === 'GET' ? Buffer.alloc(0) : body,
        },
      };
    });

/** Vendors whose proof is in the body or speaks of it, so that other or very large content is refused as a wrong proof. */
const provesContent: ReadonlySet<string> = new Set(['dialpad', 'ringover', 'justcall', 'aircall']);

/** A genuine event of the vendor with parts of it exchanged for something hostile, then signed. */
const signed = (sources: readonly SimulatedCase[]): fc.Arbitrary<Hostile> =>
  fc
    .record({
      source: fc.constantFrom(...sources),
      kind: fc.constantFrom('missed' as const, 'voicemail' as const, 'answered' as const),
      which: fc.nat(),
      changes: fc.array(fc.tuple(fc.nat(), hostileJson), { minLength: 1, maxLength: 3 }),
      whole: fc.option(hostileJson, { freq: 6 }),
    })
    .map(({ source, kind, which, changes, whole }) => {
      const id = signedId(source);
      const simulated = sourceFor(source, id);
      const simulator = vendorSimulators[source.provider];
      const now = Date.now();
      const call = {
        kind,
        uuid: crypto.randomUUID(),
        number: which + 1,
        from: '+14155550123',
        to: '+14155550100',
        startedAt: now - 60_000,
        answeredAt: now - 30_000,
        endedAt: now,
      };
      const events = simulator.events(call, simulated);
      const event = events[which % events.length];
      if (!event) throw new Error(`${source.name} has no events`);
      // A token inside the body needs an object to be in.
      const canBeAnything = source.provider !== 'aircall' && source.provider !== 'justcall';
      const body = whole !== null && canBeAnything ? whole : changed(event.body, changes);
      const { headers, body: text } = signedOr(event.body, body, (one) =>
        simulator.sign({ ...event, body: one }, simulated, now),
      );
      return {
        kind: 'signed' as const,
        provesContent: provesContent.has(source.provider),
        request: { method: 'POST', path: `/hooks/${id}`, headers: { ...headers }, body: Buffer.from(text) },
      };
    });

/** Nesting that the simulator cannot write down is left to the others: then the event as it was. */
function signedOr<T>(genuine: string, hostile: string, sign: (body: string) => T): T {
  try {
    return sign(hostile);
  } catch (error) {
    if (error instanceof RangeError || error instanceof SyntaxError) return sign(genuine);
    throw error;
  }
}

/** Exchanges values of a JSON or form body. */
function changed(body: string, changes: readonly (readonly [number, string])[]): string {
  if (!body.startsWith('{')) {
    const form = new URLSearchParams(body);
    const names = [...form.keys()];
    for (const [at, value] of changes) form.set(names[at % names.length] ?? '', value.slice(0, 20_000));
    return form.toString();
  }
  const values = [...body.matchAll(/(?<=":)("(?:[^"\\]|\\.)*"|-?\d[\d.e+]*|null|true|false)/g)];
  let text = body;
  for (const [at, value] of changes) {
    const found = values[at % values.length];
    // The event's type is signed by some, and decides how far a reader goes.
    if (found) text = text.replace(`:${found[0]}`, () => `:${value}`);
  }
  return text;
}

export const hostileRequests = (sources: readonly SimulatedCase[]): fc.Arbitrary<Hostile> =>
  fc.oneof(
    { weight: 3, arbitrary: broken(sources) },
    { weight: 4, arbitrary: unproved(sources) },
    { weight: 3, arbitrary: signed(sources) },
  );

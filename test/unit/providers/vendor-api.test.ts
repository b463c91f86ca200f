import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { VendorError } from '../../../electron/engine/providers/contract/vendor-error.ts';
import { basic, bearer, plainKey } from '../../../electron/engine/providers/http-client/authorization.ts';
import { requestToken, tokenLogin } from '../../../electron/engine/providers/http-client/token-login.ts';
import { createVendorApi } from '../../../electron/engine/providers/http-client/vendor-api.ts';

const vendor = 'Acme';
const { signal } = new AbortController();

interface Asked {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** A vendor on this computer. */
async function startVendor(answer: (asked: Asked, response: ServerResponse) => void) {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = '', url = '', headers } = request;
    const one = { method, url, headers, body: Buffer.concat(chunks).toString() };
    asked.push(one);
    answer(one, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`, asked };
}

const json = (response: ServerResponse, content: unknown, status = 200, headers = {}): void =>
  void response.writeHead(status, headers).end(JSON.stringify(content));

const faultOf = async (work: Promise<unknown>) => {
  const error = await work.catch((thrown: unknown) => thrown);
  if (!(error instanceof VendorError)) throw new Error('expected a VendorError', { cause: error });
  const { fault, status, retryAfterMs } = error;
  return { fault, status, retryAfterMs };
};

it.each([
  ['a key', plainKey('key'), 'key'],
  ['a token', bearer('token'), 'Bearer token'],
  ['user and password', basic('user', 'pass'), `Basic ${Buffer.from('user:pass').toString('base64')}`],
])('sends method, path, query, body and %s', async (_, authorization, expected) => {
  const { baseUrl, asked } = await startVendor((__, response) => json(response, { ok: true }));
  const api = createVendorApi({ vendor, baseUrl, authorization });
  const query = { 'filter[at]': '2026-11-23T09:02:00Z', number: '+14155550123' };
  await api.request({ method: 'PATCH', path: '/things/1', query, body: { active: true }, signal });
  const [one] = asked;
  expect(one).toMatchObject({ method: 'PATCH', body: '{"active":true}' });
  expect(one?.headers).toMatchObject({ authorization: expected, 'content-type': 'application/json' });
  const url = new URL(one?.url ?? '', baseUrl);
  expect(url.pathname).toBe('/api/things/1');
  expect(Object.fromEntries(url.searchParams)).toEqual(query);
});

it('takes what the schema describes, with integers that no double holds, and nothing else', async () => {
  const { baseUrl } = await startVendor((_, response) => response.end('{"id":9007199254740993}'));
  const api = createVendorApi({ vendor, baseUrl, authorization: bearer('token') });
  const get = { method: 'GET', path: '/thing', signal } as const;
  expect(await api.request({ ...get, schema: z.object({ id: z.string() }) })).toEqual({
    id: '9007199254740993',
  });
  expect(await faultOf(api.request({ ...get, schema: z.object({ name: z.string() }) }))).toEqual({
    fault: 'failed',
    status: 200,
    retryAfterMs: null,
  });
});

it.each([
  [401, {}, { fault: 'refused', status: 401, retryAfterMs: null }],
  [404, {}, { fault: 'missing', status: 404, retryAfterMs: null }],
  [429, { 'retry-after': '7' }, { fault: 'limited', status: 429, retryAfterMs: 7000 }],
  [503, {}, { fault: 'failed', status: 503, retryAfterMs: null }],
])('HTTP %i is a typed error', async (status, headers, expected) => {
  const { baseUrl, asked } = await startVendor((_, response) => json(response, {}, status, headers));
  const api = createVendorApi({ vendor, baseUrl, authorization: bearer('token') });
  expect(await faultOf(api.request({ method: 'GET', path: '/thing', signal }))).toEqual(expected);
  expect(asked).toHaveLength(1);
});

it('an answer of more than 4 MiB is not taken', async () => {
  const { baseUrl } = await startVendor((_, response) => response.end(`"${'a'.repeat(4 * 1024 * 1024)}"`));
  const api = createVendorApi({ vendor, baseUrl, authorization: bearer('token') });
  expect(await faultOf(api.request({ method: 'GET', path: '/thing', signal }))).toMatchObject({
    fault: 'unreachable',
  });
});

it('a token is asked for once for all requests, and again when it is refused', async () => {
  let logins = 0;
  let accepted = 'Bearer token-1';
  const { baseUrl } = await startVendor(({ url, headers }, response) => {
    if (url === '/api/token') json(response, { access_token: `token-${++logins}`, expires_in: 3600 });
    else json(response, {}, headers.authorization === accepted ? 200 : 401);
  });
  const login = { vendor, url: `${baseUrl}/token`, clientId: 'client', clientSecret: 'secret' };
  const authorization = tokenLogin(vendor, () => requestToken(login));
  const api = createVendorApi({ vendor, baseUrl, authorization });
  const get = () => api.request({ method: 'GET', path: '/thing', signal });
  await Promise.all([get(), get(), get()]);
  expect(logins).toBe(1);
  accepted = 'Bearer token-2';
  await Promise.all([get(), get(), get()]);
  expect(logins).toBe(2);
  accepted = 'nothing';
  expect(await faultOf(get())).toMatchObject({ fault: 'refused', status: 401 });
});

it('a token that is nearly over is not used any more', async () => {
  let logins = 0;
  const { baseUrl } = await startVendor(({ url }, response) => {
    if (url === '/api/token') json(response, { access_token: `token-${++logins}`, expires_in: 59 });
    else json(response, {});
  });
  const login = { vendor, url: `${baseUrl}/token`, clientId: 'client', clientSecret: 'secret' };
  const authorization = tokenLogin(vendor, () => requestToken(login));
  const api = createVendorApi({ vendor, baseUrl, authorization });
  await api.request({ method: 'GET', path: '/thing', signal });
  await api.request({ method: 'GET', path: '/thing', signal });
  expect(logins).toBe(2);
});

it('a login that is refused says that the credentials are', async () => {
  const { baseUrl } = await startVendor((_, response) => json(response, { error: 'invalid_grant' }, 400));
  const login = { vendor, url: `${baseUrl}/token`, clientId: 'client', clientSecret: 'secret' };
  const authorization = tokenLogin(vendor, () => requestToken(login));
  const api = createVendorApi({ vendor, baseUrl, authorization });
  expect(await faultOf(api.request({ method: 'GET', path: '/thing', signal }))).toMatchObject({
    fault: 'refused',
    status: 400,
  });
});

/**
 * An ngrok edge on this computer: agents (the real SDK) connect to it over TLS, and what is sent to its public address is
 * delivered through them. Both ends can be made to fail in the ways the real one does.
 */
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { createServer as createTlsServer, type TLSSocket } from 'node:tls';
import { localCertificate } from './certificates.ts';
import { type AgentSession, serveAgent } from './ngrok/agent-session.ts';

/** Where a refusal is given: the token at authentication, the address when it is bound; `domain` refuses one that is asked for. */
type RefusalStep = 'auth' | 'bind' | 'domain';

interface FrontAnswer {
  status: number;
  headers?: Record<string, string>;
  body: string;
}

export interface NgrokEdge {
  /** `host:port` for the agents. */
  readonly address: string;
  /** PEM of the authority of both ends. */
  readonly caCertificate: string;
  /** `https://localhost:PORT`: assigned to who asks for no domain, and where requests are sent to. */
  readonly publicOrigin: string;
  /** Addresses that agents have bound. */
  readonly endpoints: number;
  /** Agents that are authenticated. One that answers no heartbeats is put out after 2 s. */
  readonly sessions: number;
  /** How often an agent authenticated, and with which tokens. */
  readonly authentications: readonly string[];
  /** Domains that were asked for, one for each address that was bound; empty where none was. */
  readonly domains: readonly string[];
  /** Requests that came to the public address. */
  readonly requests: number;
  /** Ends every session; agents may come back at once. */
  drop(): void;
  /** Ends every session and every attempt to connect, until {@link resume}. */
  goOffline(): void;
  /** Nothing is read and nothing is said any more on any session, which stay open, until {@link resume} ends them. */
  stall(): void;
  /** The agents are asked to stop, as by the button of ngrok's dashboard. */
  requestStop(): void;
  /** Answers `error` until {@link resume}; sessions that are there stay. */
  refuse(error: string, step?: RefusalStep): void;
  /** The public address answers this by itself, until {@link resume}. @param path answers only requests to it. */
  answer(answer: FrontAnswer, path?: string): void;
  resume(): void;
  close(): Promise<void>;
}

const offlinePage: FrontAnswer = {
  status: 404,
  headers: { 'ngrok-error-code': 'ERR_NGROK_3200', 'content-type': 'text/html' },
  body: '<!DOCTYPE html><p>The endpoint is offline. ERR_NGROK_3200</p>',
};
const hopByHop = new Set(['connection', 'keep-alive', 'transfer-encoding']);

const listen = async (server: Server): Promise<number> => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
};

export async function startNgrokEdge(): Promise<NgrokEdge> {
  const { caCertificate, certificate, key } = await localCertificate();
  const sockets = new Set<TLSSocket>();
  const sessions = new Set<AgentSession>();
  const authentications: string[] = [];
  const domains: string[] = [];
  let requests = 0;
  let refusal: { error: string; step: RefusalStep } | null = null;
  let fixedAnswer: { answer: FrontAnswer; path: string | undefined } | null = null;
  let state: 'up' | 'offline' | 'stalled' = 'up';

  const refuse = (step: RefusalStep): string => (refusal?.step === step ? refusal.error : '');
  const agents = createTlsServer({ cert: certificate, key }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
    if (state === 'offline') return void socket.destroy();
    if (state === 'stalled') return void socket.pause();
    serveAgent(socket, {
      refuseAuth(authtoken) {
        authentications.push(authtoken);
        return refuse('auth').replaceAll('TOKEN', authtoken);
      },
      refuseBind(domain) {
        domains.push(domain);
        return refuse('bind') || (domain === '' ? '' : refuse('domain'));
      },
      publicUrl: (domain) => (domain === '' ? publicOrigin : `https://${domain}`),
      onAuth(session) {
        sessions.add(session);
        socket.once('close', () => sessions.delete(session));
      },
    });
  });

  const deliver = (session: AgentSession, request: IncomingMessage, response: ServerResponse): void => {
    const headers = request.rawHeaders.filter(
      (_, index) => !hopByHop.has((request.rawHeaders[index & ~1] ?? '').toLowerCase()),
    );
    const clientAddress = '203.0.113.9';
    headers.push('X-Forwarded-For', clientAddress, 'X-Forwarded-Proto', 'https');
    headers.push('X-Forwarded-Host', request.headers.host ?? '');
    if (request.headers['transfer-encoding']) headers.push('Transfer-Encoding', 'chunked');
    const { method, url: path } = request;
    const onward = httpRequest({
      method,
      path,
      headers,
      createConnection: () => session.dial(`${clientAddress}:4242`),
    });
    onward.once('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(response);
    });
    onward.once('error', () => response.destroy());
    request.pipe(onward);
  };

  const front = createHttpsServer({ cert: certificate, key }, (request, response) => {
    requests += 1;
    const session = [...sessions].find(({ boundId }) => boundId !== null);
    const isFixed = fixedAnswer !== null && (fixedAnswer.path ?? request.url) === request.url;
    const own = isFixed && fixedAnswer ? fixedAnswer.answer : session ? null : offlinePage;
    if (own) {
      request.resume();
      response.writeHead(own.status, own.headers).end(own.body);
    } else if (session) deliver(session, request, response);
  });
  front.keepAliveTimeout = 65_000;

  const address = `localhost:${await listen(agents)}`;
  const publicOrigin = `https://localhost:${await listen(front)}`;
  const drop = (): void => {
    for (const socket of sockets) socket.destroy();
  };

  return {
    address,
    caCertificate,
    publicOrigin,
    get endpoints() {
      return [...sessions].filter(({ boundId }) => boundId !== null).length;
    },
    get sessions() {
      return sessions.size;
    },
    authentications,
    domains,
    get requests() {
      return requests;
    },
    drop,
    goOffline() {
      state = 'offline';
      drop();
    },
    stall() {
      state = 'stalled';
      for (const session of sessions) session.stall();
    },
    requestStop() {
      for (const session of sessions) session.requestStop();
    },
    refuse(error, step = 'auth') {
      refusal = { error, step };
    },
    answer(answer, path) {
      fixedAnswer = { answer, path };
    },
    resume() {
      if (state === 'stalled') drop();
      state = 'up';
      refusal = null;
      fixedAnswer = null;
    },
    async close() {
      // An agent that is still in its handshake is not yet among the sockets.
      state = 'offline';
      drop();
      front.closeAllConnections();
      await Promise.all([agents, front].map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

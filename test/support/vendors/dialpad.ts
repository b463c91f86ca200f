/**
 * Dialpad as its documentation has it (developers.dialpad.com/docs/event-subscriptions-via-websocket): websockets whose address is
 * good for an hour, subscriptions that send call events to them, each a token signed with the secret.
 */
import { randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { jwtOf } from '../../../electron/engine/providers/common/simulation.ts';
import { type ApiAnswer, type ApiRequest, type ApiServer, RawJson, startApiServer } from './server.ts';

export const dialpadKey = 'dialpad-api-key';

interface Websocket {
  /** Above 2^53. */
  id: string;
  secret: string | null;
}
interface DialpadSubscription {
  id: string;
  endpoint: string;
  enabled: boolean;
  call_states: string[];
  /** Of a webhook instead of a websocket. */
  hookUrl?: string;
}

export interface FakeDialpad extends ApiServer {
  /** Sends text to everyone who is connected. */
  send(text: string): void;
  /** Sends a call event signed with the websocket's secret. @param claims JSON text. */
  event(claims: string): void;
  /** An hour later: addresses are void, and connections are ended. */
  expire(): void;
  connections(): number;
  /** How often somebody connected. */
  connected: number;
  websockets: Websocket[];
  subscriptions: DialpadSubscription[];
}

export async function startDialpad(): Promise<FakeDialpad> {
  const tokens = new Map<string, string>();
  const sockets = new Map<WebSocket, string>();
  let nextId = 9_007_199_254_740_993n;
  const newId = (): string => String(nextId++);
  // IDs are integers, and would lose digits in JSON.stringify.
  const withIds = (text: string): ApiAnswer => ({ status: 200, json: new RawJson(text) });
  const websocketText = ({ id, secret }: Websocket): string => {
    const token = randomUUID();
    tokens.set(token, id);
    const signature =
      secret === null ? '' : `"signature":{"algo":"HS256","type":"jwt","secret":${JSON.stringify(secret)}},`;
    return `{"id":${id},${signature}"websocket_url":"ws://127.0.0.1:${api.port}/events/${token}"}`;
  };
  const subscriptionText = ({ id, endpoint, enabled, call_states, hookUrl }: DialpadSubscription): string =>
    `{"id":${id},"enabled":${enabled},"call_states":${JSON.stringify(call_states)},${hookUrl ? `"webhook":{"id":${endpoint},"hook_url":${JSON.stringify(hookUrl)}}` : `"websocket":{"id":${endpoint}}`}}`;
  const endpointOf = (body: string): string => /"endpoint_id":(\d+)/.exec(body)?.[1] ?? '';

  const route = ({ method, path, headers, body }: ApiRequest): ApiAnswer => {
    if (headers.authorization !== `Bearer ${dialpadKey}`) return { status: 401, json: {} };
    const id = /\/(\d+)$/.exec(path)?.[1];
    if (path.startsWith('/api/v2/websockets')) {
      if (method === 'POST') {
        const websocket = { id: newId(), secret: (JSON.parse(body) as { secret?: string }).secret ?? null };
        fake.websockets.push(websocket);
        return withIds(websocketText(websocket));
      }
      if (id === undefined) return withIds(`{"items":[${fake.websockets.map(websocketText).join(',')}]}`);
      const found = fake.websockets.find((one) => one.id === id);
      return found ? withIds(websocketText(found)) : { status: 404, json: {} };
    }
    if (!path.startsWith('/api/v2/subscriptions/call')) return { status: 404, json: {} };
    if (method === 'GET') return withIds(`{"items":[${fake.subscriptions.map(subscriptionText).join(',')}]}`);
    const fields = JSON.parse(body) as { call_states?: string[]; enabled?: boolean };
    if (method === 'POST') {
      const created = {
        id: newId(),
        endpoint: endpointOf(body),
        enabled: true,
        call_states: fields.call_states ?? [],
      };
      fake.subscriptions.push(created);
      return withIds(subscriptionText(created));
    }
    const known = fake.subscriptions.find((one) => one.id === id);
    if (!known) return { status: 404, json: {} };
    known.enabled = fields.enabled ?? known.enabled;
    known.call_states = fields.call_states ?? known.call_states;
    return withIds(subscriptionText(known));
  };

  const api = await startApiServer(route);
  const server = new WebSocketServer({ noServer: true });
  onTestFinished(() => {
    for (const socket of server.clients) socket.terminate();
  });
  api.onUpgrade = (request, duplex, head) => {
    const websocket = tokens.get(request.url?.replace('/events/', '') ?? '');
    if (!websocket) return void duplex.end('HTTP/1.1 401 Unauthorized\r\nconnection: close\r\n\r\n');
    server.handleUpgrade(request, duplex, head, (socket) => {
      fake.connected += 1;
      sockets.set(socket, websocket);
      socket.on('close', () => sockets.delete(socket));
    });
  };

  const fake: FakeDialpad = Object.assign(api, {
    send: (text: string) => {
      for (const socket of sockets.keys()) socket.send(text);
    },
    event(claims: string): void {
      for (const [socket, id] of sockets) {
        const secret = fake.websockets.find((one) => one.id === id)?.secret ?? null;
        if (!fake.subscriptions.some(({ endpoint, enabled }) => enabled && endpoint === id)) continue;
        socket.send(secret === null ? claims : jwtOf('HS256', secret, claims));
      }
    },
    expire(): void {
      tokens.clear();
      for (const socket of sockets.keys()) socket.close(1000);
    },
    connections: () => sockets.size,
    connected: 0,
    websockets: [] as Websocket[],
    subscriptions: [] as DialpadSubscription[],
  });
  return fake;
}

/** A missed call. @param number tells the calls apart. */
export const missedDialpadCall = (number: number): string =>
  `{"call_id":${5_963_972_419_000_000 + number},"state":"missed","direction":"inbound","event_timestamp":${1_731_624_048_355 + number},"date_started":${1_731_624_039_404 + number},"date_ended":${1_731_624_048_355 + number},"external_number":"+1415555${String(100 + (number % 100)).padStart(4, '0')}","internal_number":"+14155550106","contact":{"name":"Caller ${number}"},"target":{"type":"user"}}`;

/**
 * RingCentral as its documentation has it (github ringcentral/ringcentral-api-docs docs/notifications/websockets): OAuth with a
 * JWT, tokens for one connection, sessions that are recovered with `wsc` in the same OAuth session, and subscriptions.
 */
import { randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { type ApiAnswer, type ApiRequest, type ApiServer, startApiServer } from './server.ts';

export const ringCentralLogin = { clientId: 'client', clientSecret: 'client-secret', jwt: 'jwt-credential' };

interface WebhookSubscription {
  id: string;
  status: 'Active' | 'Blacklisted';
  eventFilters: string[];
  expirationTime: string;
  deliveryMode: { transportType: string; address?: string; verificationToken?: string };
}

interface SocketSession {
  id: string;
  oauth: string;
  isSubscribed: boolean;
  sent: { sequence: number; body: string }[];
  socket: WebSocket | null;
}

const bufferSize = 100;

export interface FakeRingCentral extends ApiServer {
  /** Sends an event to every subscribed session, or keeps it for those that are away. @param body JSON text. */
  notify(body: string): void;
  /** Cuts all connections. */
  drop(): void;
  /** Answers nothing any more over the open connections, without closing them. */
  stall(): void;
  refuseRecovery: boolean;
  refuseLogin: boolean;
  /** Connections that are open and subscribed. */
  listeners(): number;
  logins: string[];
  recoveries: string[];
  heartbeats: number;
  subscriptions: WebhookSubscription[];
  /** Asked before a webhook is accepted; returns whether the address answered the handshake. */
  handshake(address: string, verificationToken: string | undefined): Promise<boolean>;
}

export async function startRingCentral(): Promise<FakeRingCentral> {
  const sessions = new Map<string, SocketSession>();
  const accessTokens = new Map<string, string>();
  const refreshTokens = new Map<string, string>();
  const socketTokens = new Map<string, string>();
  const json = (status: number, content: unknown): ApiAnswer => ({ status, json: content });

  const grant = (oauth: string): ApiAnswer => {
    const access_token = randomUUID();
    const refresh_token = randomUUID();
    accessTokens.set(access_token, oauth);
    refreshTokens.set(refresh_token, oauth);
    return json(200, { access_token, refresh_token, expires_in: 3600, token_type: 'bearer' });
  };
  const logIn = ({ headers, body }: ApiRequest): ApiAnswer => {
    const form = new URLSearchParams(body);
    const type = form.get('grant_type') ?? '';
    fake.logins.push(type);
    const basic = `Basic ${Buffer.from(`${ringCentralLogin.clientId}:${ringCentralLogin.clientSecret}`).toString('base64')}`;
    if (headers.authorization !== basic || fake.refuseLogin) return json(400, { error: 'invalid_client' });
    if (type === 'refresh_token') {
      const oauth = refreshTokens.get(form.get('refresh_token') ?? '');
      return oauth ? grant(oauth) : json(400, { error: 'invalid_grant' });
    }
    return form.get('assertion') === ringCentralLogin.jwt
      ? grant(randomUUID())
      : json(400, { error: 'invalid_grant' });
  };

  const subscribeWebhook = async ({ body }: ApiRequest): Promise<ApiAnswer> => {
    const {
      eventFilters,
      deliveryMode,
      expiresIn = 604_800,
    } = JSON.parse(body) as {
      eventFilters: string[];
      deliveryMode: WebhookSubscription['deliveryMode'];
      expiresIn?: number;
    };
    const isReached = await fake.handshake(deliveryMode.address ?? '', deliveryMode.verificationToken);
    if (!isReached) return json(400, { errorCode: 'SUB-525', message: 'WebHook response exceeds max size' });
    const subscription: WebhookSubscription = {
      id: randomUUID(),
      status: 'Active',
      eventFilters,
      expirationTime: new Date(Date.now() + expiresIn * 1000).toISOString(),
      deliveryMode,
    };
    fake.subscriptions.push(subscription);
    return json(200, subscription);
  };

  const route = async (request: ApiRequest): Promise<ApiAnswer> => {
    const { method, path, headers } = request;
    if (path === '/restapi/oauth/token') return logIn(request);
    const oauth = accessTokens.get(headers.authorization?.replace(/^Bearer /, '') ?? '');
    if (!oauth) return json(401, { errorCode: 'TokenInvalid' });
    if (path === '/restapi/oauth/wstoken') {
      const ws_access_token = randomUUID();
      socketTokens.set(ws_access_token, oauth);
      return json(200, { uri: `ws://127.0.0.1:${api.port}/ws`, ws_access_token, expires_in: 30 });
    }
    if (path === '/restapi/v1.0/subscription' && method === 'GET')
      return json(200, { records: fake.subscriptions });
    if (path === '/restapi/v1.0/subscription' && method === 'POST') return await subscribeWebhook(request);
    const [, id = '', action] = /^\/restapi\/v1\.0\/subscription\/([^/]+)(\/renew)?$/.exec(path) ?? [];
    const found = fake.subscriptions.find((one) => one.id === id);
    if (!found) return json(404, { errorCode: 'CMN-102' });
    if (method === 'DELETE') {
      fake.subscriptions = fake.subscriptions.filter((one) => one !== found);
      return { status: 204 };
    }
    if (method !== 'POST' || !action) return json(405, {});
    if (found.status === 'Blacklisted') return json(400, { errorCode: 'SUB-505' });
    found.expirationTime = new Date(Date.now() + 604_800_000).toISOString();
    return json(200, found);
  };

  const wscOf = (session: SocketSession, sequence: number) => ({
    token: `${session.id}.${sequence}`,
    sequence,
  });
  const deliver = (session: SocketSession, { sequence, body }: SocketSession['sent'][number]): void => {
    const header = {
      type: 'ServerNotification',
      messageId: randomUUID(),
      status: 200,
      wsc: wscOf(session, sequence),
    };
    session.socket?.send(`[${JSON.stringify(header)},${body}]`);
  };

  const greet = (socket: WebSocket, oauth: string, wsc: string | null): void => {
    const [id = '', position = '0'] = wsc?.split('.') ?? [];
    const known = sessions.get(id);
    const isRecovered = !fake.refuseRecovery && known?.oauth === oauth && known.isSubscribed;
    const session: SocketSession =
      isRecovered && known ? known : { id: randomUUID(), oauth, isSubscribed: false, sent: [], socket: null };
    sessions.set(session.id, session);
    session.socket = socket;
    if (wsc !== null) fake.recoveries.push(isRecovered ? 'Successful' : 'Failed');
    const last = session.sent.at(-1)?.sequence ?? 0;
    socket.send(
      JSON.stringify([
        {
          type: 'ConnectionDetails',
          messageId: randomUUID(),
          status: 200,
          wsc: wscOf(session, Math.min(last, Number(position))),
        },
        {
          creationTime: new Date().toISOString(),
          recoveryBufferSize: bufferSize,
          recoveryTimeout: 180,
          idleTimeout: 1800,
          absoluteTimeout: 86_400,
          ...(wsc !== null && { recoveryState: isRecovered ? 'Successful' : 'Failed' }),
        },
      ]),
    );
    for (const one of session.sent.filter(({ sequence }) => sequence > Number(position)).slice(-bufferSize))
      deliver(session, one);
    socket.on('message', (data) => {
      const [header] = JSON.parse(String(data)) as [{ type: string; messageId: string; path?: string }];
      if (header.type === 'Heartbeat') fake.heartbeats += 1;
      if (header.type !== 'ClientRequest') return;
      session.isSubscribed = true;
      socket.send(
        JSON.stringify([
          { type: 'ClientRequest', messageId: header.messageId, status: 200 },
          { id: session.id, status: 'Active' },
        ]),
      );
    });
    socket.on('close', () => {
      if (session.socket === socket) session.socket = null;
    });
  };

  const api = await startApiServer(route);
  const server = new WebSocketServer({ noServer: true });
  onTestFinished(() => {
    for (const socket of server.clients) socket.terminate();
  });
  api.onUpgrade = (request, duplex, head) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://vendor');
    const token = searchParams.get('access_token') ?? '';
    const oauth = socketTokens.get(token);
    // Good for one connection.
    socketTokens.delete(token);
    if (!oauth) return void duplex.end('HTTP/1.1 401 Unauthorized\r\nconnection: close\r\n\r\n');
    server.handleUpgrade(request, duplex, head, (socket) => greet(socket, oauth, searchParams.get('wsc')));
  };

  const fake: FakeRingCentral = Object.assign(api, {
    notify(body: string): void {
      for (const session of sessions.values()) {
        if (!session.isSubscribed) continue;
        const event = { sequence: (session.sent.at(-1)?.sequence ?? 0) + 1, body };
        session.sent.push(event);
        deliver(session, event);
      }
    },
    drop: () => {
      for (const socket of server.clients) socket.terminate();
    },
    stall: () => {
      for (const socket of server.clients) socket.pause();
    },
    refuseRecovery: false,
    refuseLogin: false,
    listeners: () =>
      [...sessions.values()].filter(({ isSubscribed, socket }) => isSubscribed && socket !== null).length,
    logins: [] as string[],
    recoveries: [] as string[],
    heartbeats: 0,
    subscriptions: [] as WebhookSubscription[],
    handshake: () => Promise.resolve(true),
  });
  return fake;
}

/** A missed call, as the published schema has it. @param number tells the calls apart. */
export const missedSession = (number: number, at: Date = new Date()): string =>
  `{"uuid":"18234852883139${String(number).padStart(5, '0')}","event":"/restapi/v1.0/account/809646016/extension/809646016/telephony/sessions","timestamp":"${at.toISOString()}","subscriptionId":"53300e7c-5e69-42bf-ab4d-179aabc6e869","ownerId":"809646016","body":{"sequence":9,"sessionId":"${425008160016 + number}","telephonySessionId":"s-${number}","serverId":"10.13.22.28.TAM","eventTime":"${at.toISOString()}","parties":[{"accountId":"809646016","extensionId":"809646016","id":"p-${number}-2","direction":"Inbound","to":{"phoneNumber":"+14155550106","name":"Main line","extensionId":"809646016"},"from":{"phoneNumber":"+1415555${String(100 + (number % 100)).padStart(4, '0')}","name":"WIRELESS CALLER"},"status":{"code":"Disconnected","rcc":false},"park":{},"missedCall":true,"standAlone":false,"muted":false}],"origin":{"type":"Call"}}}`;

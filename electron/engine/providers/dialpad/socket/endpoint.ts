/**
 * Dialpad's side of the socket: a websocket of the company, and a subscription that sends call events to it
 * (developers.dialpad.com/docs/event-subscriptions-via-websocket; github dialpad/dialpad-python-sdk resources/
 * websockets_resource.py and call_event_subscriptions_resource.py, schemas/call_event_subscription.py). Their number is limited (ten
 * subscriptions of the whole company), so that those of an earlier run are looked for before new ones are made.
 */
import { z } from 'zod';
import type { DialpadTarget } from '#shared/providers/dialpad.ts';
import { SocketError } from '../../contract/socket.ts';
import type { VendorApi } from '../../http-client/vendor-api.ts';
import { dialpadList } from '../api.ts';

/** IDs are 64 bits; as text where a double cannot hold them. */
const idSchema = z.union([z.number(), z.string().regex(/^\d+$/)]).transform(String);
const signatureSchema = z.object({ secret: z.string().nullish() }).nullish();
const websocketSchema = z.object({
  id: idSchema,
  signature: signatureSchema,
  websocket_url: z.url().nullish(),
});
const subscriptionSchema = z.object({
  id: idSchema,
  enabled: z.boolean().nullish(),
  call_states: z.array(z.string()).nullish(),
  target_type: z.string().nullish(),
  target_id: idSchema.nullish(),
  websocket: z.object({ id: idSchema }).nullish(),
});

/** What the reader of Dialpad's events understands. */
const dialpadCallStates = [
  'calling',
  'ringing',
  'connected',
  'hangup',
  'missed',
  'voicemail',
  'voicemail_uploaded',
  'transcription',
];

export interface EndpointOptions {
  api: VendorApi;
  /** The source's secrets; the first one is that of a new websocket. */
  secrets: readonly string[];
  /** Whose calls; null is the whole company's. */
  target: DialpadTarget | null;
  signal: AbortSignal;
}

/** The address to connect to, good for an hour. @throws VendorError, SocketError */
export async function dialpadAddress(options: EndpointOptions): Promise<string> {
  const { api, secrets, signal } = options;
  const path = '/api/v2/websockets';
  const known = (await dialpadList(api, { path, item: websocketSchema, signal })).find(({ signature }) =>
    secrets.length === 0 ? !signature?.secret : secrets.includes(signature?.secret ?? ''),
  );
  const websocket = websocketSchema.safeParse(
    known
      ? await api.request({ method: 'GET', path: `${path}/${known.id}`, signal })
      : await api.request({ method: 'POST', path, body: { secret: secrets[0] }, signal }),
  );
  if (!websocket.success || !websocket.data.websocket_url)
    throw new SocketError('Dialpad named no address for the connection.');
  await subscribe(websocket.data.id, options);
  return websocket.data.websocket_url;
}

async function subscribe(websocketId: string, { api, target, signal }: EndpointOptions): Promise<void> {
  const path = '/api/v2/subscriptions/call';
  const ours = (await dialpadList(api, { path, item: subscriptionSchema, signal })).find(
    ({ websocket, target_type, target_id }) =>
      websocket?.id === websocketId &&
      (target_type ?? null) === (target?.type ?? null) &&
      (target_id ?? null) === (target?.id ?? null),
  );
  const states = new Set(ours?.call_states);
  const isComplete = states.has('all') || dialpadCallStates.every((state) => states.has(state));
  if (ours && ours.enabled !== false && isComplete) return;
  // Written by hand: the IDs are integers that JSON.stringify might not hold.
  const fields = [
    `"call_states":${JSON.stringify(dialpadCallStates)}`,
    '"enabled":true',
    `"endpoint_id":${websocketId}`,
    ...(target ? [`"target_type":${JSON.stringify(target.type)}`, `"target_id":${target.id}`] : []),
  ];
  const body = `{${fields.join(',')}}`;
  if (ours) await api.request({ method: 'PATCH', path: `${path}/${ours.id}`, body, signal });
  else await api.request({ method: 'POST', path, body, signal });
}

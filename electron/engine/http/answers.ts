/** The answers to senders: small, constant, and of no help to a stranger. */
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { ProviderAnswer } from '../providers/contract/provider.ts';

export interface Answer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string;
}

const json = (status: number, content: object, extra: OutgoingHttpHeaders = {}): Answer => {
  const body = JSON.stringify(content);
  return {
    status,
    body,
    headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...extra },
  };
};

/** Asks senders to retry after this many seconds. */
const retryAfter = { 'retry-after': '5' };
/**
 * Closes the connection; only for floods. Otherwise the connection stays open, and Node discards the rest of the request.
 * Closing with unread bytes resets the connection, and many senders then never see the answer.
 */
const close = { connection: 'close' };

export const answers = {
  accepted: json(200, { status: 'accepted' }),
  duplicate: json(200, { status: 'duplicate' }),
  healthy: json(200, { status: 'ok' }),
  malformed: (reason: string) => json(400, { error: reason }),
  refused: (headers?: OutgoingHttpHeaders) =>
    json(401, { error: 'The signature, token or timestamp was refused.' }, headers),
  plainHttp: json(403, { error: 'Send webhooks over HTTPS.' }),
  address: json(403, { error: 'This address may not send here.' }),
  unknown: json(404, { error: 'Nothing is here.' }),
  method: (allow: string) => json(405, { error: `Use ${allow}.` }, { allow }),
  tooLarge: json(413, { error: 'At most 1 MiB is accepted.' }),
  mediaType: json(415, { error: 'This content type is not accepted here.' }),
  tooMany: json(429, { error: 'Too many refused requests.' }, { 'retry-after': '60', ...close }),
  unavailable: json(503, { error: 'This cannot be stored right now. Send it again.' }, retryAfter),
  overloaded: json(
    503,
    { error: 'Too much is being received at once. Send it again.' },
    { ...retryAfter, ...close },
  ),
} as const;

/** Turns a provider's answer into one that can be sent. */
export const toAnswer = (answer: ProviderAnswer): Answer => ({
  status: answer.status,
  body: answer.body,
  headers: {
    ...(answer.contentType === null ? {} : { 'content-type': answer.contentType }),
    ...answer.headers,
    ...(answer.status === 204 ? {} : { 'content-length': Buffer.byteLength(answer.body) }),
  },
});

/** Sends an answer unless the sender has disconnected. */
export function send(response: ServerResponse, answer: Answer): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(answer.status, answer.headers).end(answer.body);
}

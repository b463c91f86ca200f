/** The checks before a byte of the body is read, the cheapest first. */
import type { IncomingMessage } from 'node:http';
import type { RefusalCode } from '#shared/contract/delivery-reason.ts';
import type { PreparedSource } from '../sources/prepare.ts';
import { mediaTypeOf } from '../util/media-types.ts';
import { type Answer, answers } from './answers.ts';

/** The largest body in bytes; vendors' events have a few kilobytes. */
export const maxBodyBytes = 1024 * 1024;

/** The refusal of an unread request, with the answer to its sender. */
export interface GuardRefusal {
  answer: Answer;
  code: RefusalCode;
  reason: string;
}

/** Returns the refusal of a request, or null when its body may be read. */
export function guard(request: IncomingMessage, { provider, allowed }: PreparedSource): GuardRefusal | null {
  const method = request.method ?? '';
  if (!(provider.methods as readonly string[]).includes(method))
    return {
      answer: answers.method(provider.methods.join(', ')),
      code: 'method',
      reason: `method ${method} is not used by ${provider.id}`,
    };
  if (isPlainHttp(request))
    return { answer: answers.plainHttp, code: 'plain-http', reason: 'sent over plain HTTP' };
  if (allowed && !allowed.includes(senderAddress(request)))
    return {
      answer: answers.address,
      code: 'address-not-allowed',
      reason: `sent from ${senderAddress(request)}, which is not on the list of allowed addresses`,
    };
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > maxBodyBytes)
    return {
      answer: answers.tooLarge,
      code: 'too-large',
      reason: `${declared} bytes; at most ${maxBodyBytes} are accepted`,
    };
  const mediaType = mediaTypeOf(request.headers['content-type']);
  const hasBody = declared > 0 || request.headers['transfer-encoding'] !== undefined;
  if (hasBody && mediaType !== null && !provider.acceptsMediaType(mediaType))
    return {
      answer: answers.mediaType,
      code: 'media-type',
      reason: `content type ${mediaType} is not used by ${provider.id}`,
    };
  return null;
}

/**
 * Tells whether the tunnel's edge received the request over plain HTTP. Only the last protocol of the list counts, because
 * earlier ones are the sender's claim. Without the header, the request came from this computer.
 */
export function isPlainHttp({ headers }: IncomingMessage): boolean {
  const forwarded = headers['x-forwarded-proto'];
  if (forwarded === undefined) return false;
  const list = Array.isArray(forwarded) ? forwarded.join(',') : forwarded;
  return (
    list
      .slice(list.lastIndexOf(',') + 1)
      .trim()
      .toLowerCase() !== 'https'
  );
}

/** What a request on this computer names as the host. */
const loopbackHost = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i;

/**
 * Tells whether the request came through a tunnel's edge: it adds one of these headers, or leaves the public host as it is.
 * Anybody can send them, so it says something of a genuine request only.
 */
export const isForwarded = ({ headers }: IncomingMessage): boolean =>
  headers['x-forwarded-for'] !== undefined ||
  headers['x-forwarded-proto'] !== undefined ||
  headers.forwarded !== undefined ||
  (headers.host !== undefined && !loopbackHost.test(headers.host));

/** Returns the sender's address as the tunnel's edge reports it (the last entry), or the socket's without a tunnel. */
export function senderAddress(request: IncomingMessage): string {
  const forwarded = request.headers['x-forwarded-for'];
  const list = Array.isArray(forwarded) ? forwarded.join(',') : forwarded;
  return list?.slice(list.lastIndexOf(',') + 1).trim() || (request.socket.remoteAddress ?? 'unknown');
}

/** One request to a vendor's API and its answer, over HTTP. */

import { parseJson } from '../../events/json.ts';
import { fetchOut } from '../../util/outbound/fetch.ts';
import { proxyFor } from '../../util/outbound/proxies.ts';
import { VendorError } from '../contract/vendor-error.ts';

export interface Exchange {
  /** The vendor's name, for messages. */
  vendor: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  headers: Readonly<Record<string, string>>;
  /** JSON text, or a form. */
  body?: string | URLSearchParams;
  signal?: AbortSignal | undefined;
}

const timeoutMs = 15_000;
/** Lists of webhooks are a few kilobytes. */
const maxAnswerBytes = 4 * 1024 * 1024;

export interface ExchangeAnswer {
  /** 2xx */
  readonly status: number;
  /** Its JSON, integers that a double cannot hold as text; null for an empty one. */
  readonly content: unknown;
}

/** Sends the request, and waits 15 s at most for the whole answer. @throws VendorError unless the answer is 2xx and JSON. */
export async function exchange({
  vendor,
  method,
  url,
  headers,
  body,
  signal,
}: Exchange): Promise<ExchangeAnswer> {
  const limit = AbortSignal.timeout(timeoutMs);
  let response: Response;
  let answer: Buffer;
  try {
    response = await fetchOut(url, {
      method,
      headers: {
        accept: 'application/json',
        ...(typeof body === 'string' && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body }),
      // A redirect would take the credentials to another server.
      redirect: 'error',
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    answer = await read(response);
  } catch (cause) {
    const way = proxyFor(url) === null ? '' : " through this network's proxy";
    throw new VendorError('unreachable', `${vendor} cannot be reached${way}.`, { cause });
  }
  if (!response.ok) throw refusal(vendor, response);
  const { status } = response;
  if (answer.length === 0) return { status, content: null };
  try {
    return { status, content: parseJson(answer) };
  } catch (cause) {
    throw new VendorError('failed', `${vendor} sent an answer that is not JSON.`, {
      status,
      cause,
    });
  }
}

async function read(response: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > maxAnswerBytes) throw new Error(`The answer has more than ${maxAnswerBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function refusal(vendor: string, { status, headers }: Response): VendorError {
  if (status === 401 || status === 403)
    return new VendorError('refused', `${vendor} refused the credentials (HTTP ${status}).`, { status });
  if (status === 404)
    return new VendorError('missing', `${vendor} does not know what was asked for.`, { status });
  if (status === 429)
    return new VendorError('limited', `${vendor} allows no more requests for now.`, {
      status,
      retryAfterMs: retryAfter(headers.get('retry-after')),
    });
  return new VendorError('failed', `${vendor} answered HTTP ${status}.`, { status });
}

/** RFC 9110, section 10.2.3: seconds, or a date. */
function retryAfter(value: string | null): number | null {
  if (value === null) return null;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}

/** Sending of simulated requests over real HTTP. */
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { SimulationResult } from '#shared/contract/simulator.ts';
import { queryOf, SimulatorError, type VendorRequest } from '../providers/contract/simulator.ts';

/** Time-out in milliseconds: the longest that any vendor waits. */
const timeoutMs = 15_000;
/** Number of concurrent requests in a storm. */
const concurrency = 16;

interface Answer {
  status: number;
  challenge: string;
}

export interface SendOptions {
  /** The listener's address with its path. */
  url: string;
  /** The registered URL. Its query is added to every request. */
  publicUrl: string;
  /** True when requests may be sent concurrently. */
  isStorm: boolean;
  onSent?(result: SimulationResult['requests'][number]): void;
}

/** Sends requests and returns their answers in the same order. @throws SimulatorError when nothing answers at the URL. */
export async function sendAll(
  requests: readonly VendorRequest[],
  { url, publicUrl, isStorm, onSent }: SendOptions,
): Promise<SimulationResult> {
  const query = queryOf(publicUrl);
  const address = new URL(query === '' || url.includes('?') ? url : `${url}?${query}`);
  const agent =
    address.protocol === 'http:' ? new Agent({ keepAlive: true, maxSockets: concurrency }) : undefined;
  const results: SimulationResult['requests'] = [];
  const say = (description: string, status: number): void => {
    results.push({ description, status });
    onSent?.({ description, status });
  };
  const sendOne = async (request: VendorRequest): Promise<void> => {
    const { description, credentials } = request;
    const answer = await exchange(address, request, request.headers, agent);
    if (!credentials) return say(description, answer.status);
    say(`${description}, without credentials`, answer.status);
    if (answer.status !== 401 || !/^basic /i.test(answer.challenge)) return;
    const second = await exchange(address, request, { ...request.headers, ...credentials }, agent);
    say(`${description}, with credentials`, second.status);
  };
  const queue = [...requests];
  const sender = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) await sendOne(next);
  };
  try {
    await Promise.all(Array.from({ length: isStorm ? concurrency : 1 }, sender));
  } finally {
    agent?.destroy();
  }
  return { requests: results };
}

function exchange(
  address: URL,
  { method, body }: VendorRequest,
  headers: Readonly<Record<string, string>>,
  agent: Agent | undefined,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void =>
      reject(
        new SimulatorError('no-answer', `${address.origin} did not answer: ${error.message}.`, {
          cause: error,
        }),
      );
    const send = address.protocol === 'https:' ? httpsRequest : httpRequest;
    const length = Buffer.byteLength(body);
    const request = send(
      address,
      {
        method,
        headers: { ...headers, 'content-length': length },
        timeout: timeoutMs,
        ...(agent ? { agent } : {}),
      },
      (response: IncomingMessage) => {
        response.resume();
        response.once('error', fail);
        response.once('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            challenge: String(response.headers['www-authenticate'] ?? ''),
          }),
        );
      },
    );
    request.once('timeout', () => request.destroy(new Error(`no answer within ${timeoutMs / 1000} s`)));
    request.once('error', fail);
    request.end(body);
  });
}

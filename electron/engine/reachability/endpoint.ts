/**
 * The receiving side of a probe, `POST /probe`. A probe of this process is answered with a signature, so neither a stranger's
 * probe nor a stranger's listener can pass for ours. Everybody else gets the usual 404; nothing is counted or stored.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { answers, send } from '../http/answers.ts';
import { isPlainHttp } from '../http/guard.ts';
import type { ProbeSigner } from './signature.ts';

/** `<nonce>.<milliseconds since the Unix epoch>.<signature>` */
export const probeHeader = 'ringback-probe';

/** The arrival of a probe that is still unanswered. */
export interface ProbeArrival {
  /** True where the tunnel's edge received it over plain HTTP. */
  isPlainHttp: boolean;
}

export function createProbeEndpoint(signer: ProbeSigner) {
  const expected = new Map<string, (arrival: ProbeArrival) => void>();

  return {
    /** Waits for the probe with this nonce, once. @returns a function that stops waiting. */
    expect(nonce: string, onArrival: (arrival: ProbeArrival) => void): () => void {
      expected.set(nonce, onArrival);
      return () => expected.delete(nonce);
    },

    onRequest(request: IncomingMessage, response: ServerResponse): void {
      const value = request.headers[probeHeader];
      const [nonce = '', at = '', signature = ''] = typeof value === 'string' ? value.split('.') : [];
      const onArrival = expected.get(nonce);
      if (request.method !== 'POST' || !onArrival || !signer.isSigned('request', nonce, at, signature)) {
        send(response, answers.unknown);
        return;
      }
      expected.delete(nonce);
      onArrival({ isPlainHttp: isPlainHttp(request) });
      response
        .writeHead(204, {
          [probeHeader]: `${nonce}.${at}.${signer.sign('answer', nonce, at)}`,
          'cache-control': 'no-store',
        })
        .end();
    },
  };
}
export type ProbeEndpoint = ReturnType<typeof createProbeEndpoint>;

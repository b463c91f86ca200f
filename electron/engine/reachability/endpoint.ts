/**
 * The listener's side of a probe, `POST /probe`: what this process sent to the public URL arrives here and is answered with
 * a signature, so that neither a stranger's probe nor a stranger's listener is taken for ours. Everybody else sees the
 * same 404 as anywhere, nothing is counted and nothing is stored.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { answers, send } from '../http/answers.ts';
import { isPlainHttp } from '../http/guard.ts';
import type { ProbeSigner } from './signature.ts';

/** `<nonce>.<milliseconds since the Unix epoch>.<signature>` */
export const probeHeader = 'ringback-probe';

/** A probe that was sent and has not been answered. */
export interface ProbeArrival {
  /** The tunnel's edge took it over plain HTTP. */
  isPlainHttp: boolean;
}

export function createProbeEndpoint(signer: ProbeSigner) {
  const expected = new Map<string, (arrival: ProbeArrival) => void>();

  return {
    /** Takes the probe with this nonce, once. @returns what takes it back. */
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

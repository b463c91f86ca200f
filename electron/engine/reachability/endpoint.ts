/**
 * The receiving side of a probe, `POST /probe`. A probe of this process is answered with a signature, so neither a stranger's
 * probe nor a stranger's listener can pass for ours. Everybody else gets the usual 404, and nothing is stored. A probe of another
 * Ringback with the same tunnel is evidence.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { answers, send } from '../http/answers.ts';
import { isPlainHttp } from '../http/guard.ts';
import { type Peer, peerHeader } from './peer.ts';
import type { RivalSighting } from './rival.ts';
import type { ProbeSigner } from './signature.ts';

/** `<nonce>.<milliseconds since the Unix epoch>.<signature>` */
export const probeHeader = 'ringback-probe';

/** The arrival of a probe that is still unanswered. */
export interface ProbeArrival {
  /** True where the tunnel's edge received it over plain HTTP. */
  isPlainHttp: boolean;
}

interface ProbeEndpointOptions {
  signer: ProbeSigner;
  /** What is told to another Ringback with the same tunnel. */
  peer(): Peer;
  /** Called for a probe of another Ringback that has the same tunnel. */
  onRival(sighting: RivalSighting): void;
}

export function createProbeEndpoint({ signer, peer, onRival }: ProbeEndpointOptions) {
  const expected = new Map<string, (arrival: ProbeArrival) => void>();
  const startedAt = Date.now();

  /** Answers as everybody is answered, and tells another Ringback with the same tunnel when calls came here. */
  const answerOther = (request: IncomingMessage, response: ServerResponse, nonce: string, at: string) => {
    const sighting = peer().read('request', nonce, at, request.headers[peerHeader]);
    // A probe that this computer's earlier process sent may arrive now.
    if (sighting && Number(at) >= startedAt) onRival(sighting);
    if (sighting) response.setHeader(peerHeader, peer().tell('answer', nonce, at));
    send(response, answers.unknown);
  };

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
      if (request.method !== 'POST') return void send(response, answers.unknown);
      if (!onArrival || !signer.isSigned('request', nonce, at, signature)) {
        // Also one of ours that came late: it is signed by this process.
        if (signer.isSigned('request', nonce, at, signature)) send(response, answers.unknown);
        else answerOther(request, response, nonce, at);
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

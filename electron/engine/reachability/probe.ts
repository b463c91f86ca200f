/** The probe: a signed request to the public URL. It passes only if it arrives at this process' listener and brings its answer back. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { rootCertificates } from 'node:tls';
import { probePath } from '../http/server.ts';
import { header } from '../signatures/unverified-request.ts';
import { ngrokCodeIn } from '../tunnel/index.ts';
import { proxyAgentFor, proxyFor } from '../util/outbound/proxies.ts';
import { type ProbeArrival, type ProbeEndpoint, probeHeader } from './endpoint.ts';
import type { Fault } from './fault.ts';
import {
  answerFault,
  connectionFault,
  type ForeignAnswer,
  otherRingback,
  plainHttp,
  proxyFails,
  proxyRefuses,
  slow,
} from './findings.ts';
import { type Peer, peerHeader } from './peer.ts';
import type { ProbeSigner } from './signature.ts';

export type ProbeResult = { ok: true; roundTripMs: number } | { ok: false; fault: Fault };

/** @param url the public origin. Never rejects. */
export type SendProbe = (url: string, timeoutMs: number) => Promise<ProbeResult>;

/** Enough of an error page to find its code. */
const readBytes = 16 * 1024;

export interface ProbeOptions {
  signer: ProbeSigner;
  endpoint: ProbeEndpoint;
  peer: Peer;
  /** PEM of the certificate authority, for a tunnel server that the system does not trust. */
  caCertificate?: string | undefined;
}

export function createProbe({ signer, endpoint, peer, caCertificate }: ProbeOptions): SendProbe {
  const ca = caCertificate === undefined ? {} : { ca: [...rootCertificates, caCertificate] };
  return async (url, timeoutMs) => {
    const { host } = new URL(url);
    const nonce = randomBytes(16).toString('base64url');
    const at = String(Date.now());
    let arrival: ProbeArrival | null = null;
    const forget = endpoint.expect(nonce, (seen) => {
      arrival = seen;
    });
    const began = performance.now();
    try {
      let proxyStatus: number | null = null;
      const response = await exchange(
        new URL(probePath, url),
        {
          ...ca,
          // A new connection each time: a kept one would not show that the path is closed.
          agent: proxyAgentFor(url) ?? false,
          method: 'POST',
          signal: AbortSignal.timeout(timeoutMs),
          headers: {
            [probeHeader]: `${nonce}.${at}.${signer.sign('request', nonce, at)}`,
            [peerHeader]: peer.tell('request', nonce, at),
            // ngrok's free plan shows browsers a warning page; this header skips it.
            'ngrok-skip-browser-warning': '1',
            'user-agent': 'Ringback-probe',
            'content-length': '0',
          },
        },
        (status) => {
          proxyStatus = status;
        },
      );
      if (proxyStatus !== null && proxyStatus !== 200) return { ok: false, fault: proxyRefuses(proxyStatus) };
      const roundTripMs = Math.round(performance.now() - began);
      const [, , signature = ''] = (header(response.message.headers, probeHeader) ?? '').split('.');
      const rival = peer.read('answer', nonce, at, response.message.headers[peerHeader]);
      if (rival) return { ok: false, fault: otherRingback(host, rival.callsAt) };
      if (!arrival || !signer.isSigned('answer', nonce, at, signature))
        return { ok: false, fault: answerFault(host, describe(response)) };
      if ((arrival as ProbeArrival).isPlainHttp) return { ok: false, fault: plainHttp(host) };
      return { ok: true, roundTripMs };
    } catch (error) {
      const failure = error as NodeJS.ErrnoException;
      const isLate = failure.name === 'AbortError' || failure.name === 'TimeoutError';
      return {
        ok: false,
        fault: isLate
          ? slow(host, timeoutMs)
          : proxyFor(url) === null
            ? connectionFault(host, failure)
            : proxyFails(failure.code),
      };
    } finally {
      forget();
    }
  };
}

interface Exchanged {
  message: IncomingMessage;
  /** The first bytes of the answer. */
  body: string;
}

/** @param onProxy called with the status of a proxy's answer to CONNECT. */
const exchange = (
  url: URL,
  options: Parameters<typeof httpsRequest>[1],
  onProxy: (status: number) => void,
): Promise<Exchanged> =>
  new Promise((resolve, reject) => {
    const request = httpsRequest(url, options);
    request.on('error', reject);
    request.on('proxyConnect', ({ statusCode }: { statusCode: number }) => onProxy(statusCode));
    request.on('response', (message) => {
      let body = '';
      message.setEncoding('utf8');
      const done = (): void => resolve({ message, body });
      message.on('error', reject);
      message.on('data', (text: string) => {
        body += text;
        // An answer that never ends must not delay the verdict.
        if (body.length < readBytes) return;
        done();
        message.destroy();
      });
      message.on('end', done);
    });
    request.end();
  });

const describe = ({ message, body }: Exchanged): ForeignAnswer => ({
  status: message.statusCode ?? 0,
  ngrokCode: ngrokCodeIn(header(message.headers, 'ngrok-error-code') || body),
  isHtml: (header(message.headers, 'content-type') ?? '').toLowerCase().includes('html'),
  location: message.headers.location ?? null,
});

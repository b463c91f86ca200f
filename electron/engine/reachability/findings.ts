/** Findings of a failed probe, in words for the rep. */
import type { TunnelFaultCode } from '#shared/contract/tunnel-fault.ts';
import { ngrokProblem } from '../tunnel/index.ts';
import type { Fault } from './fault.ts';

/** The answer of somebody else at the public address. */
export interface ForeignAnswer {
  status: number;
  /** The `ngrok-error-code` header, such as ERR_NGROK_3200, or the code named in the page. */
  ngrokCode: string | null;
  isHtml: boolean;
  location: string | null;
}

const reconnects = 'It reconnects automatically.';
const passing = (code: TunnelFaultCode, message: string, fix = reconnects): Fault => ({
  code,
  message,
  fix,
  permanent: false,
});
const lasting = (code: TunnelFaultCode, message: string, fix: string): Fault => ({
  code,
  message,
  fix,
  permanent: true,
});

export const plainHttp = (host: string): Fault =>
  lasting(
    'plain-http',
    `Requests to ${host} arrive over plain HTTP, which anybody on the way can read and change.`,
    'Let the tunnel serve HTTPS only, and give the phone system the https address.',
  );

export const slow = (host: string, timeoutMs: number): Fault =>
  passing('network', `Nothing came back from ${host} within ${timeoutMs / 1000} s.`);

/** Explains a connection that failed before any answer. */
export function connectionFault(host: string, error: NodeJS.ErrnoException): Fault {
  const { code = '' } = error;
  return { ...connectionFinding(host, code), errno: code };
}

function connectionFinding(host: string, code: string): Fault {
  if (code === 'EAI_AGAIN' || code === 'ENETUNREACH' || code === 'ENETDOWN')
    return passing(
      'network',
      'This computer has no connection to the internet.',
      `Check the network. ${reconnects}`,
    );
  if (code === 'ENOTFOUND')
    return passing(
      'network',
      `The address ${host} is not known to the domain name system.`,
      `Check the network, and the spelling of the domain in Settings. ${reconnects}`,
    );
  if (code === 'EPROTO' || code.startsWith('ERR_SSL'))
    return lasting(
      'no-https',
      `${host} does not speak HTTPS.`,
      'Let the tunnel serve HTTPS at this address, or correct the address in Settings.',
    );
  if (isCertificateCode(code))
    return lasting(
      'certificate',
      `The certificate of ${host} cannot be trusted (${code}), so phone systems refuse to send there.`,
      'Renew or complete the certificate of the tunnel’s server, or check this computer’s clock.',
    );
  return passing(
    'network',
    `${host} cannot be reached${code ? ` (${code})` : ''}.`,
    `Check the network. ${reconnects}`,
  );
}

const isCertificateCode = (code: string): boolean =>
  code.startsWith('ERR_TLS') ||
  code.startsWith('CERT_') ||
  code.includes('SELF_SIGNED') ||
  code.startsWith('UNABLE_TO_');

/** ngrok's page for browsers, which a free account's addresses show. */
const browserWarning = 'ERR_NGROK_6024';

function ngrokFault(host: string, code: string): Fault {
  if (code === browserWarning) return interstitial(host);
  return ngrokProblem(code) ?? passing('closed', `ngrok does not forward requests to ${host} (${code}).`);
}

const interstitial = (host: string): Fault =>
  lasting(
    'interstitial',
    `${host} shows a page for people instead of handing Ringback's check over.`,
    'Turn the page off for this address. A genuine call shows whether calls get through.',
  );

const foreign = (host: string): Fault =>
  lasting(
    'wrong-destination',
    `Somebody else answers at ${host}: requests do not end at this computer.`,
    'Check the address in Settings, and that no other computer uses the same tunnel.',
  );

const askWhoRunsIt = 'Ask whoever runs the network to let Ringback out.';

/** Explains a proxy's refusal to connect. */
export const proxyRefuses = (status: number): Fault => ({
  ...lasting('proxy', `This network's proxy refuses Ringback's check (status ${status}).`, askWhoRunsIt),
  status,
});

/** Explains a connection through a proxy that failed. @param errno the system's code. */
export const proxyFails = (errno = ''): Fault => ({
  ...passing('proxy', `Ringback's check does not get through this network's proxy.`, askWhoRunsIt),
  errno,
});

/** Explains the answer of another computer's Ringback. */
export const otherRingback = (host: string, callsAt: number | null): Fault => ({
  ...lasting(
    'other-ringback',
    `Another Ringback answers at ${host}, so Ringback's check ends there.`,
    'Quit Ringback on one of the two computers, or give this one a tunnel of its own.',
  ),
  rival: { callsAt },
});

/** Explains an answer that did not come from this process. */
export const answerFault = (host: string, answer: ForeignAnswer): Fault => ({
  ...answerFinding(host, answer),
  status: answer.status,
});

function answerFinding(host: string, answer: ForeignAnswer): Fault {
  const { status, ngrokCode, isHtml, location } = answer;
  if (ngrokCode) return ngrokFault(host, ngrokCode);
  if (status >= 300 && status < 400)
    return location?.startsWith('http:')
      ? plainHttp(host)
      : lasting(
          'redirect',
          `${host} sends requests on to another address, which phone systems do not follow.`,
          'Enter the address that it leads to, or turn the redirect or sign-in page off.',
        );
  if (status === 401 || status === 403 || status === 407)
    return lasting(
      'sign-in',
      `${host} asks who is there (status ${status}), so Ringback's check ends there.`,
      'Let requests to this address through. A genuine call shows whether calls get through.',
    );
  if (status === 502 || status === 503 || status === 504 || status >= 520)
    return passing('bad-gateway', `The tunnel’s server could not hand the request over (status ${status}).`);
  if (isHtml && status < 400) return interstitial(host);
  return foreign(host);
}

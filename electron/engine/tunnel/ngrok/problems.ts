/** What ngrok's error codes mean for the rep. Source: https://ngrok.com/docs/errors/reference */
import { redact } from '../redact.ts';
import type { TunnelProblem } from '../tunnel.ts';

const newToken = 'Copy the authtoken from dashboard.ngrok.com and save it in Settings.';
const checkDomain = 'Check the domain in Settings against dashboard.ngrok.com/domains.';

/**
 * Places that are taken are not permanent: they are often held by this computer's own earlier session, until ngrok notices
 * that it is gone.
 */
const known: Record<string, TunnelProblem> = {
  ERR_NGROK_105: {
    code: 'credentials',
    message: 'What is saved as ngrok authtoken is not one.',
    fix: newToken,
    permanent: true,
  },
  ERR_NGROK_106: {
    code: 'credentials',
    message: 'The ngrok authtoken is of an old kind that ngrok no longer takes.',
    fix: newToken,
    permanent: true,
  },
  ERR_NGROK_107: {
    code: 'credentials',
    message: 'ngrok refuses the authtoken: it was reset or revoked.',
    fix: newToken,
    permanent: true,
  },
  ERR_NGROK_108: {
    code: 'limit',
    message: 'The ngrok account already runs as many agents as its plan allows.',
    fix: 'Quit ngrok where else it runs (dashboard.ngrok.com/agents lists it), or use a larger plan.',
    permanent: false,
  },
  ERR_NGROK_319: {
    code: 'address',
    message: 'The domain is not reserved for this ngrok account.',
    fix: checkDomain,
    permanent: true,
  },
  ERR_NGROK_320: {
    code: 'address',
    message: 'The domain belongs to another ngrok account than the authtoken.',
    fix: checkDomain,
    permanent: true,
  },
  ERR_NGROK_334: {
    code: 'address',
    message: 'The ngrok domain is in use by another agent.',
    fix: 'Quit Ringback or ngrok on the other computer, or choose another domain in Settings.',
    permanent: false,
  },
  ERR_NGROK_725: {
    code: 'limit',
    message: "The ngrok account's data allowance for this month is used up.",
    fix: 'Choose a larger plan at dashboard.ngrok.com/billing, or another tunnel in Settings.',
    permanent: true,
  },
  ERR_NGROK_727: {
    code: 'limit',
    message: "The ngrok account's requests for this month are used up.",
    fix: 'Choose a larger plan at dashboard.ngrok.com/billing, or another tunnel in Settings.',
    permanent: true,
  },
  ERR_NGROK_3200: {
    code: 'address',
    message: 'ngrok has no tunnel at this address.',
    fix: checkDomain,
    permanent: false,
  },
  ERR_NGROK_4018: {
    code: 'credentials',
    message: 'ngrok wants a verified account and its authtoken.',
    fix: newToken,
    permanent: true,
  },
  ERR_NGROK_8012: {
    code: 'closed',
    message: 'The tunnel stands, but nothing on this computer answered it.',
    fix: 'Restart Ringback. If that does not help, check whether a security program blocks local connections.',
    permanent: false,
  },
};

export const noTokenProblem: TunnelProblem = {
  code: 'credentials',
  message: 'No ngrok authtoken is saved.',
  fix: newToken,
  permanent: true,
};

export const noAddonProblem: TunnelProblem = {
  code: 'missing',
  message: "ngrok's software does not run on this system.",
  fix: 'Choose another tunnel in Settings.',
  permanent: true,
};

export const stoppedProblem: TunnelProblem = {
  code: 'closed',
  message: "The tunnel was stopped from ngrok's dashboard.",
  fix: 'Reconnect when it is to run again.',
  permanent: true,
};

export const restartProblem: TunnelProblem = {
  code: 'closed',
  message: 'ngrok asked the tunnel to start anew.',
  fix: 'It reconnects by itself.',
  permanent: false,
};

export const stalledProblem: TunnelProblem = {
  code: 'network',
  message: 'ngrok does not answer any more.',
  fix: 'Check the internet connection.',
  permanent: false,
};

const handshakeProblem: TunnelProblem = {
  code: 'network',
  message: 'The connection to ngrok is not secure: its certificate is not the expected one.',
  fix: 'Ask whoever runs the network whether encrypted connections are inspected, and to leave ngrok out.',
  permanent: false,
};

const unfinishedProblem: TunnelProblem = {
  code: 'network',
  message: 'ngrok ended the connection before the tunnel stood.',
  fix: 'Check the internet connection.',
  permanent: false,
};

/**
 * The problem behind one of ngrok's codes, which stand in its refusals and in the `Ngrok-Error-Code` header of the pages
 * that it answers by itself; null when it is not one that is told apart.
 * @param code Such as `ERR_NGROK_334`.
 */
export const ngrokProblem = (code: string): TunnelProblem | null => known[code] ?? null;

/** The error code that ngrok names in a message, a header or a page; null where it names none. */
export const ngrokCodeIn = (text: string): string | null => /ERR_NGROK_\d+/.exec(text)?.[0] ?? null;

/** What the SDK threw. Neither the authtoken nor the SDK's own words for a known code are repeated. */
export function problemOfError(error: unknown, authtoken: string): TunnelProblem {
  const message = error instanceof Error ? error.message : String(error);
  const code = ngrokCodeIn(message);
  if (code) {
    const said = message.replace(/^failed to [^:]+: /, '').split('\n')[0] ?? '';
    return (
      ngrokProblem(code) ?? {
        code: 'closed',
        message: `ngrok refused the tunnel: ${redact(said, authtoken)} (${code})`,
        fix: `Look up ${code} at ngrok.com/docs/errors.`,
        permanent: true,
      }
    );
  }
  return message.includes('tls handshake') ? handshakeProblem : unfinishedProblem;
}

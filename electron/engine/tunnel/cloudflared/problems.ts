/** What can be wrong with cloudflared, for the rep. */
import { redact } from '../redact.ts';
import type { TunnelProblem } from '../tunnel.ts';

export const notInstalledProblem: TunnelProblem = {
  code: 'missing',
  message: 'The program cloudflared was not found on this computer.',
  fix: 'Install cloudflared, or give its path in Settings.',
  permanent: true,
};

export const notStartableProblem: TunnelProblem = {
  code: 'missing',
  message: 'cloudflared is there, but cannot be started.',
  fix: 'Install cloudflared anew, or give another path in Settings.',
  permanent: true,
};

export const noAddressProblem: TunnelProblem = {
  code: 'settings',
  message: 'The public address of the named tunnel is not set.',
  fix: "Enter the tunnel's public hostname from Cloudflare's dashboard in Settings.",
  permanent: true,
};

export const slowProblem: TunnelProblem = {
  code: 'network',
  message: 'cloudflared did not reach Cloudflare.',
  fix: 'Check the internet connection, and whether a firewall allows port 7844.',
  permanent: false,
};

export const tokenProblem: TunnelProblem = {
  code: 'credentials',
  message: "Cloudflare refuses the tunnel's token.",
  fix: "Copy the token from Cloudflare's dashboard and save it in Settings.",
  permanent: true,
};

export const quickLimitProblem: TunnelProblem = {
  code: 'limit',
  message: 'Cloudflare gives this network no more quick tunnels at the moment.',
  fix: 'Use a named tunnel with a token, or another kind of tunnel.',
  permanent: false,
};

export const lookupProblem: TunnelProblem = {
  code: 'network',
  message: 'cloudflared has no connection to the internet.',
  fix: 'Check the internet connection.',
  permanent: false,
};

/** @param lastError the words of its last line that told of an error. */
export function endedProblem(lastError: string, token: string | undefined): TunnelProblem {
  const said = redact(lastError, token).slice(0, 200);
  const end = said.endsWith('.') || said.endsWith('!') ? '' : '.';
  return {
    code: 'closed',
    message: `cloudflared ended by itself${said === '' ? '' : `: ${said}`}${end}`,
    fix: 'It is started again by itself.',
    permanent: false,
  };
}

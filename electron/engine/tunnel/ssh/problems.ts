/** What can be wrong with an SSH tunnel, for the rep. */
import { lostProblem } from '../reach.ts';
import type { TunnelProblem } from '../tunnel.ts';

export const serverName = 'the SSH server';

const checkKey = 'Choose the right key file in Settings.';

export const keyUnreadableProblem = (reason: 'missing' | 'forbidden'): TunnelProblem => ({
  code: 'missing',
  message:
    reason === 'missing'
      ? 'The SSH key file does not exist.'
      : 'The SSH key file may not be read by this user.',
  fix: checkKey,
  permanent: true,
});

export const noKeyProblem: TunnelProblem = {
  code: 'credentials',
  message: 'The SSH key file holds no private key that can be used.',
  fix: checkKey,
  permanent: true,
};

const noPassphraseProblem: TunnelProblem = {
  code: 'credentials',
  message: 'The SSH key is protected by a passphrase, and none is saved.',
  fix: "Save the key's passphrase in Settings.",
  permanent: true,
};

const wrongPassphraseProblem: TunnelProblem = {
  code: 'credentials',
  message: "The saved passphrase does not fit the SSH key's.",
  fix: "Save the key's passphrase in Settings.",
  permanent: true,
};

export const noAgentProblem: TunnelProblem = {
  code: 'missing',
  message: 'No SSH agent is running, and no key file is chosen.',
  fix: 'Choose a key file in Settings, or start an SSH agent before Ringback.',
  permanent: true,
};

const agentProblem: TunnelProblem = {
  code: 'missing',
  message: 'The SSH agent does not answer.',
  fix: 'Start the SSH agent anew, or choose a key file in Settings.',
  permanent: false,
};

const refusedProblem = (user: string): TunnelProblem => ({
  code: 'credentials',
  message: `The SSH server refuses the key for the user "${user}".`,
  fix: 'Check user and key in Settings, or ask who runs the server to allow this key.',
  permanent: true,
});

export const hostKeyProblem = (seen: string): TunnelProblem => ({
  code: 'host-key',
  message: `The SSH server's key changed: it is now ${seen}.`,
  fix: 'Ask who runs the server whether its key was replaced. If so, accept the new key in Settings.',
  permanent: true,
});

export const forwardProblem = (address: string): TunnelProblem => ({
  code: 'address',
  message: `The SSH server does not forward ${address}: it is not allowed, or taken.`,
  fix: 'Check the address in Settings, or ask who runs the server to allow the forward.',
  // The server may still be holding it for this computer's own earlier connection.
  permanent: false,
});

export const slowProblem: TunnelProblem = {
  code: 'network',
  message: 'The SSH server does not answer any more.',
  fix: 'Check the internet connection.',
  permanent: false,
};

const handshakeProblem: TunnelProblem = {
  code: 'closed',
  message: 'What answers at the address and port is no SSH server that can be talked to.',
  fix: 'Check the address and port in Settings.',
  permanent: false,
};

/** The problem with a private key that ssh2 could not read. ssh2 gives these errors no code, so that its words are read. */
export function problemOfKey({ message }: Error, isPassphraseGiven: boolean): TunnelProblem {
  if (/no passphrase given/i.test(message)) return noPassphraseProblem;
  return isPassphraseGiven && /decrypt|integrity|passphrase/i.test(message)
    ? wrongPassphraseProblem
    : noKeyProblem;
}

/** What ssh2 reports, by the level that it gives its errors. */
export function problemOfError(error: Error & { level?: string }, user: string): TunnelProblem {
  switch (error.level) {
    case 'client-authentication':
      return refusedProblem(user);
    case 'client-timeout':
      return slowProblem;
    case 'agent':
      return agentProblem;
    case 'handshake':
    case 'protocol':
      return handshakeProblem;
    default:
      return lostProblem(serverName);
  }
}

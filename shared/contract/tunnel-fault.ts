/** The codes of tunnel faults: a closed set beside the sentences for people. */
import { z } from 'zod';

/**
 * Of the tunnel: `credentials`, the token, key or passphrase is refused or unreadable; `limit`, the account or its plan allows
 * no more; `address`, it is taken, reserved by somebody else or not allowed; `host-key`, the SSH server is not who it was;
 * `missing`, a program, file or agent that the tunnel needs is not on this computer; `settings`, they cannot work as they are;
 * `network`, the other side cannot be reached, or no longer answers; `closed`, the other side ended or refused the tunnel.
 *
 * Of the probe: `certificate`, it cannot be trusted; `no-https`, the address does not speak HTTPS; `plain-http`, requests
 * arrive over plain HTTP; `interstitial`, a page for people is shown; `redirect` and `sign-in`, what the address asks of a
 * sender; `bad-gateway`, the tunnel's server could not hand the request over; `wrong-destination`, somebody else answered;
 * `proxy`, the network leads out through a
 * proxy only, which refuses, or which the tunnel cannot use; `other-ringback`, the Ringback of another computer did, or calls reach it.
 *
 * Of this computer: `asleep`, it sleeps or slept; `no-port`, nothing can be forwarded to it yet; `unexpected`, anything else.
 */
export const tunnelFaultCodeSchema = z.enum([
  'credentials',
  'limit',
  'address',
  'host-key',
  'missing',
  'settings',
  'network',
  'closed',
  'certificate',
  'no-https',
  'plain-http',
  'interstitial',
  'redirect',
  'sign-in',
  'bad-gateway',
  'wrong-destination',
  'other-ringback',
  'proxy',
  'asleep',
  'no-port',
  'unexpected',
]);
export type TunnelFaultCode = z.infer<typeof tunnelFaultCodeSchema>;

/**
 * RingCentral's OAuth with a JWT credential (developers.ringcentral.com/guide/authentication/jwt-flow, RFC 7523). The login is
 * renewed with its refresh token as long as that works: a socket's session can be recovered within the same OAuth session
 * only (WSG-1003 otherwise, github tylerlong/rc-ws-recover-test), and a user has at most five of them for an app.
 */
import { z } from 'zod';
import type { LiveSource } from '#shared/config/sources.ts';
import { isPrivateAddress } from '#shared/util/private-address.ts';
import { raceWithAbort } from '../../util/race-with-abort.ts';
import { basic, bearer } from '../http-client/authorization.ts';
import { apiBaseUrl } from '../http-client/base-url.ts';
import { VendorError, vendorRequest } from '../http-client/request.ts';

const tokenSchema = z.object({
  access_token: z.string(),
  /** Seconds. */
  expires_in: z.number(),
  refresh_token: z.string().optional(),
});

/** Renewed this long before it ends. */
const marginMs = 60_000;
const vendor = 'RingCentral';

export interface RingCentralLogin {
  readonly server: string;
  /** An API request with a valid token. @throws VendorError */
  request(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: object,
    signal?: AbortSignal,
  ): Promise<unknown>;
}

type ApiSource = Pick<LiveSource, 'options' | 'credentials'>;

const logins = new WeakMap<ApiSource['credentials'], RingCentralLogin>();

/** One login for all that asks with the same credentials: each further one would push out an older session. */
export function ringCentralLogin(source: ApiSource): RingCentralLogin {
  const login = logins.get(source.credentials) ?? createRingCentralLogin(source);
  logins.set(source.credentials, login);
  return login;
}

function createRingCentralLogin(source: ApiSource): RingCentralLogin {
  const { clientId = '', clientSecret = '', jwt = '', server: own } = source.credentials;
  const server = apiBaseUrl(source, usableServer(own) ?? 'https://platform.ringcentral.com');
  let accessToken: string | null = null;
  let refreshToken: string | null = null;
  let endsAt = 0;
  let underWay: Promise<string> | null = null;

  const grant = async (fields: Record<string, string>): Promise<string> => {
    const answer = tokenSchema.safeParse(
      await vendorRequest({
        vendor,
        method: 'POST',
        url: `${server}/restapi/oauth/token`,
        headers: basic(clientId, clientSecret),
        body: new URLSearchParams(fields),
      }).catch(asRefusal),
    );
    if (!answer.success) throw new VendorError('failed', 'RingCentral sent no access token.');
    accessToken = answer.data.access_token;
    refreshToken = answer.data.refresh_token ?? null;
    endsAt = performance.now() + answer.data.expires_in * 1000 - marginMs;
    return accessToken;
  };

  const logIn = async (): Promise<string> => {
    if (refreshToken !== null) {
      const token = refreshToken;
      refreshToken = null;
      try {
        return await grant({ grant_type: 'refresh_token', refresh_token: token });
      } catch (error) {
        if (!(error instanceof VendorError) || error.fault !== 'refused') {
          refreshToken = token;
          throw error;
        }
      }
    }
    return await grant({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: jwt });
  };

  const token = (): Promise<string> => {
    if (accessToken !== null && performance.now() < endsAt) return Promise.resolve(accessToken);
    underWay ??= logIn().finally(() => {
      underWay = null;
    });
    return underWay;
  };

  /** The login serves others too, so that an abort ends the wait for it and not the login itself. */
  const tokenFor = async (signal: AbortSignal | undefined): Promise<string> => {
    if (!signal) return await token();
    try {
      return await raceWithAbort(token(), { signal });
    } catch (error) {
      if (!signal.aborted) throw error;
      throw new VendorError('unreachable', 'RingCentral was not waited for.', { cause: error });
    }
  };

  const request: RingCentralLogin['request'] = async (method, path, body, signal) => {
    const ask = async (valid: string) =>
      await vendorRequest({
        vendor,
        method,
        url: `${server}${path}`,
        headers: bearer(valid),
        ...(body && { body: JSON.stringify(body) }),
        signal,
      });
    const used = await tokenFor(signal);
    try {
      return await ask(used);
    } catch (error) {
      if (!(error instanceof VendorError) || error.status !== 401) throw error;
      // Revoked, or the computer slept past its end.
      if (accessToken === used) accessToken = null;
      return await ask(await tokenFor(signal));
    }
  };
  return { server, request };
}

const usableServer = (text: string | undefined): string | null =>
  text !== undefined && URL.canParse(text) && isPrivateAddress(new URL(text)) ? text : null;

/** The token endpoint answers 400 `invalid_grant` or `invalid_client` where the credentials are wrong (RFC 6749, section 5.2). */
function asRefusal(error: unknown): never {
  if (error instanceof VendorError && error.status === 400)
    throw new VendorError('refused', 'RingCentral refused the credentials.', { status: 400 });
  throw error;
}

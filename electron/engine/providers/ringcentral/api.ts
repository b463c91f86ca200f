/**
 * RingCentral's OAuth with a JWT credential (developers.ringcentral.com/guide/authentication/jwt-flow, RFC 7523). The login is
 * renewed with its refresh token as long as that works: a socket's session can be recovered within the same OAuth session
 * only (WSG-1003 otherwise, github tylerlong/rc-ws-recover-test), and a user has at most five of them for an app.
 */
import { ringcentral } from '#shared/providers/ringcentral.ts';
import { isPrivateAddress } from '#shared/util/private-address.ts';
import { VendorError } from '../contract/vendor-error.ts';
import { type ApiSource, apiBaseUrl, credentialsOf } from '../http-client/source-access.ts';
import { requestToken, type Token, tokenLogin } from '../http-client/token-login.ts';
import { createVendorApi, type VendorApi } from '../http-client/vendor-api.ts';

const apis = new WeakMap<ApiSource['credentials'], VendorApi>();

/** One login for all that asks with the same credentials: each further one would push out an older session. */
export function ringCentralApi(source: ApiSource): VendorApi {
  const api = apis.get(source.credentials) ?? createRingCentralApi(source);
  apis.set(source.credentials, api);
  return api;
}

function createRingCentralApi(source: ApiSource): VendorApi {
  const { vendor } = ringcentral;
  const { clientId, clientSecret, jwt } = credentialsOf(ringcentral, source);
  const server = usableServer(source.credentials.server) ?? 'https://platform.ringcentral.com';
  const baseUrl = apiBaseUrl(source, server);
  const url = `${baseUrl}/restapi/oauth/token`;
  let refreshToken: string | undefined;

  const grant = async (form: Record<string, string>): Promise<Token> => {
    const token = await requestToken({ vendor, url, clientId, clientSecret, form });
    refreshToken = token.refresh_token;
    return token;
  };
  const logIn = async (): Promise<Token> => {
    if (refreshToken !== undefined) {
      const used = refreshToken;
      refreshToken = undefined;
      try {
        return await grant({ grant_type: 'refresh_token', refresh_token: used });
      } catch (error) {
        if (!(error instanceof VendorError) || error.fault !== 'refused') {
          refreshToken = used;
          throw error;
        }
      }
    }
    return await grant({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: jwt });
  };
  return createVendorApi({ vendor, baseUrl, authorization: tokenLogin(vendor, logIn) });
}

const usableServer = (text: string | undefined): string | null =>
  text !== undefined && URL.canParse(text) && isPrivateAddress(new URL(text)) ? text : null;

/**
 * What a subscription that the engine makes itself asks for: the rep's own calls and voicemail
 * (docs/notifications/event-filters).
 */
export const ringCentralEventFilters = [
  '/restapi/v1.0/account/~/extension/~/telephony/sessions',
  '/restapi/v1.0/account/~/extension/~/voicemail',
];

import { zoom } from '#shared/providers/zoom.ts';
import { type ApiSource, apiBaseUrl, credentialsOf } from '../http-client/source-access.ts';
import { requestToken, tokenLogin } from '../http-client/token-login.ts';
import { createVendorApi, type VendorApi } from '../http-client/vendor-api.ts';

/** Zoom's API, with tokens of a Server-to-Server OAuth app (developers.zoom.us/docs/internal-apps/s2s-oauth). */
export function zoomApi(source: ApiSource): VendorApi {
  const { vendor } = zoom;
  const { accountId, clientId, clientSecret } = credentialsOf(zoom, source);
  const query = new URLSearchParams({ grant_type: 'account_credentials', account_id: accountId });
  const url = `${apiBaseUrl(source, 'https://zoom.us')}/oauth/token?${query}`;
  return createVendorApi({
    vendor,
    baseUrl: apiBaseUrl(source, 'https://api.zoom.us'),
    authorization: tokenLogin(vendor, () => requestToken({ vendor, url, clientId, clientSecret })),
  });
}

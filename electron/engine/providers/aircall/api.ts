import { aircall } from '#shared/providers/aircall.ts';
import { basic } from '../http-client/authorization.ts';
import { type ApiSource, apiBaseUrl, credentialsOf } from '../http-client/source-access.ts';
import { createVendorApi, type VendorApi } from '../http-client/vendor-api.ts';

/** Aircall's API: HTTP Basic with the API key (developer.aircall.io/docs/your-first-api-call). */
export function aircallApi(source: ApiSource): VendorApi {
  const { apiId, apiToken } = credentialsOf(aircall, source);
  return createVendorApi({
    vendor: aircall.vendor,
    baseUrl: apiBaseUrl(source, 'https://api.aircall.io'),
    authorization: basic(apiId, apiToken),
  });
}

import { telnyx } from '#shared/providers/telnyx.ts';
import { bearer } from '../http-client/authorization.ts';
import { type ApiSource, apiBaseUrl, credentialsOf } from '../http-client/source-access.ts';
import { createVendorApi, type VendorApi } from '../http-client/vendor-api.ts';

/** Telnyx's API: a key as bearer token (developers.telnyx.com/api-reference). */
export const telnyxApi = (source: ApiSource): VendorApi =>
  createVendorApi({
    vendor: telnyx.vendor,
    baseUrl: apiBaseUrl(source, 'https://api.telnyx.com'),
    authorization: bearer(credentialsOf(telnyx, source).apiKey),
  });

import { quo } from '#shared/providers/quo.ts';
import { plainKey } from '../http-client/authorization.ts';
import { type ApiSource, apiBaseUrl, credentialsOf } from '../http-client/source-access.ts';
import { createVendorApi, type VendorApi } from '../http-client/vendor-api.ts';

/** Quo's API: the key stands in `Authorization` as it is, without "Bearer" (quo.com/docs). */
export const quoApi = (source: ApiSource): VendorApi =>
  createVendorApi({
    vendor: quo.vendor,
    baseUrl: apiBaseUrl(source, 'https://api.openphone.com'),
    authorization: plainKey(credentialsOf(quo, source).apiKey),
  });

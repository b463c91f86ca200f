import { basic } from '../http-client/authorization.ts';
import { createVendorApi, type VendorApi } from '../http-client/vendor-api.ts';

/** An account at Twilio, or at a vendor whose API is compatible with it. */
export interface TwimlAccount {
  readonly api: VendorApi;
  /** Of the account's list of calls. */
  readonly callsUrl: URL;
}

export interface TwimlLogin {
  readonly vendor: string;
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly account: string;
  readonly token: string;
}

/** The API's paths are from the server's root: the vendor names the next page in that way. */
export function twimlAccount({ vendor, baseUrl, account, token }: TwimlLogin): TwimlAccount {
  const callsUrl = new URL(`${baseUrl}/2010-04-01/Accounts/${encodeURIComponent(account)}/Calls.json`);
  const api = createVendorApi({ vendor, baseUrl: callsUrl.origin, authorization: basic(account, token) });
  return { api, callsUrl };
}

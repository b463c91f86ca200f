/** OAuth 2.0 (RFC 6749): access tokens of a vendor's token endpoint, each used until it ends or is refused. */
import { z } from 'zod';
import { raceWithAbort } from '../../util/race-with-abort.ts';
import { VendorError } from '../contract/vendor-error.ts';
import { type Authorization, basicValue } from './authorization.ts';
import { exchange } from './exchange.ts';

const tokenSchema = z.object({
  access_token: z.string(),
  /** Seconds. */
  expires_in: z.number().optional(),
  refresh_token: z.string().optional(),
});
export type Token = z.infer<typeof tokenSchema>;

export interface TokenRequest {
  /** The vendor's name, for messages. */
  readonly vendor: string;
  /** The token endpoint, with its query. */
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly form?: Readonly<Record<string, string>>;
}

/** Asks the token endpoint. @throws VendorError */
export async function requestToken(request: TokenRequest): Promise<Token> {
  const { vendor, url, clientId, clientSecret, form } = request;
  const { content } = await exchange({
    vendor,
    method: 'POST',
    url,
    headers: { authorization: basicValue(clientId, clientSecret) },
    ...(form && { body: new URLSearchParams(form) }),
  }).catch((error: unknown) => {
    // `invalid_grant` and `invalid_client` are answered 400 where the credentials are wrong (RFC 6749, section 5.2).
    if (error instanceof VendorError && error.status === 400)
      throw new VendorError('refused', `${vendor} refused the credentials.`, { status: 400 });
    throw error;
  });
  const token = tokenSchema.safeParse(content);
  if (!token.success) throw new VendorError('failed', `${vendor} sent no access token.`);
  return token.data;
}

/** Renewed this long before it ends. */
const marginMs = 60_000;

/** Access tokens as bearer tokens. @param logIn asks the vendor for the next token; one request at a time. */
export function tokenLogin(vendor: string, logIn: () => Promise<Token>): Authorization {
  let current: { value: string; endsAt: number } | null = null;
  let underWay: Promise<string> | null = null;

  const next = async (): Promise<string> => {
    const { access_token, expires_in = Number.POSITIVE_INFINITY } = await logIn();
    const value = `Bearer ${access_token}`;
    current = { value, endsAt: performance.now() + expires_in * 1000 - marginMs };
    return value;
  };
  const valid = (): Promise<string> => {
    if (current !== null && performance.now() < current.endsAt) return Promise.resolve(current.value);
    underWay ??= next().finally(() => {
      underWay = null;
    });
    return underWay;
  };

  return {
    /** The login serves others too, so an abort ends the wait for it and not the login itself. */
    async value(signal) {
      try {
        return await raceWithAbort(valid(), { signal });
      } catch (error) {
        if (!signal.aborted) throw error;
        throw new VendorError('unreachable', `${vendor} was not waited for.`, { cause: error });
      }
    },
    // Revoked, or the computer slept past its end.
    renew(refused) {
      if (current?.value === refused) current = null;
    },
  };
}

/**
 * HTTP 1.1 Web Hooks for Event Delivery (github cloudevents/spec cloudevents/http-webhook.md). Section 3: a token, as
 * `Authorization: Bearer` or as `access_token` in the query, never both. Section 4: before a sender may deliver, it asks with
 * OPTIONS and `WebHook-Request-Origin`; consent is that origin in `WebHook-Allowed-Origin`, and a rate, also where none was
 * asked for (4.2). The address in `WebHook-Request-Callback` is never called: a stranger would choose it.
 */
import type { EventMapping } from '#shared/mapping/event-mapping.ts';
import { findSecret } from '../../signatures/compare.ts';
import { refuse } from '../../signatures/refusal.ts';
import { header } from '../../signatures/unverified-request.ts';
import { authenticatorOrAcceptAll } from '../common/source-requirements.ts';
import type {
  Authenticator,
  HookRequest,
  ProviderAnswer,
  ProviderSource,
  Verdict,
} from '../contract/provider.ts';

export interface CloudEventsOptions {
  unauthenticated: boolean;
  accessToken?: string | undefined;
  mapping?: EventMapping | undefined;
}

/** RFC 6750, section 3: how to say which scheme is wanted. */
const challenge = { headers: { 'www-authenticate': 'Bearer' } };

/** @throws SourceError without a token, unless the options allow it. */
export function cloudEventsAuthenticator({
  secrets,
  options,
}: ProviderSource<CloudEventsOptions>): Authenticator {
  const tokens = options.accessToken === undefined ? secrets : [...secrets, options.accessToken];
  const { verify } = authenticatorOrAcceptAll(
    { hasSecret: tokens.length > 0, unauthenticated: options.unauthenticated },
    'expected the token that the sender shows',
    () => ({ verify: (request) => verifyToken(request, tokens) }),
  );
  return {
    verify(request, now) {
      // An OPTIONS request that asks for nothing is no event either.
      return request.method === 'POST'
        ? verify(request, now)
        : refuse('method', 'asks for no permission to send');
    },
    handshake(request) {
      if (request.method !== 'OPTIONS') return null;
      const shown = shownTokens(request);
      // Permission may be asked for without a token; with a wrong one it is not given.
      if (tokens.length > 0 && shown.some((token) => findSecret(token, tokens) < 0)) return null;
      return consent(request);
    },
  };
}

function verifyToken(request: HookRequest, tokens: readonly string[]): Verdict {
  const shown = shownTokens(request);
  const [token] = shown;
  if (token === undefined)
    return refuse('missing-proof', 'no token: neither a bearer token nor access_token', challenge);
  if (shown.length > 1) return refuse('malformed-proof', 'more than one token was sent');
  const secretIndex = findSecret(token, tokens);
  return secretIndex < 0
    ? refuse('mismatch', 'the token is another one', challenge)
    : { genuine: true, secretIndex };
}

function shownTokens({ headers, query }: HookRequest): string[] {
  const bearer = /^bearer +(\S+)$/i.exec(header(headers, 'authorization') ?? '')?.[1];
  const inQuery = new URLSearchParams(query).getAll('access_token');
  return bearer === undefined ? inQuery : [bearer, ...inQuery];
}

/** The origin goes into a header of the answer as it came. */
const origin = /^[\x21-\x7e]{1,255}$/;

function consent({ headers }: HookRequest): ProviderAnswer | null {
  const asked = header(headers, 'webhook-request-origin');
  if (asked === undefined || !origin.test(asked)) return null;
  const rate = header(headers, 'webhook-request-rate');
  return {
    status: 200,
    contentType: null,
    body: '',
    headers: {
      allow: 'POST',
      'webhook-allowed-origin': asked,
      // Requests a minute; what a sender asks for is far below what the listener takes.
      'webhook-allowed-rate': rate !== undefined && /^[1-9]\d{0,8}$/.test(rate) ? rate : '*',
    },
  };
}

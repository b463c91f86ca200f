/**
 * `Authorization: Application <key>:<signature>`, the signature in base64: HMAC-SHA256, keyed with the base64-decoded
 * application secret, of method, base64 MD5 of the body, Content-Type as sent, `x-timestamp:<value>` and path, a line each
 * (developers.sinch.com/docs/voice/api-reference/authentication/callback-signed-request; github sinch/sinch-sdk-node
 * packages/sdk-client/src/utils/authorization.helper.ts).
 *
 * How old `x-timestamp` may be is our choice: Sinch sets no rule. Whether a query belongs to the path is unconfirmed; both
 * are tried. Refused because no source describes them well enough: key and secret in clear after `Basic`, which the SDK's
 * verifier takes, and the scheme of Voice API 2.0 (`Authorization: service <id>:...`).
 */
import { createHash } from 'node:crypto';
import type { SinchOptions } from '#shared/providers/sinch.ts';
import { decodeSignature, equalBytes, findSecret } from '../../signatures/compare.ts';
import { macOf } from '../../signatures/hmac.ts';
import { splitPublicUrl } from '../../signatures/public-url.ts';
import { refuse } from '../../signatures/refusal.ts';
import { defaultToleranceSeconds, parseTimestamp, refuseTime } from '../../signatures/timestamp.ts';
import { header } from '../../signatures/unverified-request.ts';
import { requirePublicUrl, requireSecrets } from '../common/source-requirements.ts';
import {
  type Authenticator,
  type HookRequest,
  type ProviderSource,
  SourceError,
} from '../contract/provider.ts';

/** @throws SourceError without an application secret or a public URL, or when a secret is not base64. */
export function sinchAuthenticator({
  secrets,
  publicUrl,
  options,
}: ProviderSource<SinchOptions>): Authenticator {
  requireSecrets(secrets, "the application's secret");
  const address = requirePublicUrl(publicUrl, 'in the Sinch dashboard');
  const keys = secrets.map((secret, index) => {
    // As the SDK decodes it, which takes base64url too.
    const key = Buffer.from(secret, 'base64');
    if (key.length === 0)
      throw new SourceError('unexpected', `secrets[${index}]`, 'expected the application secret in base64');
    return key;
  });
  const { applicationKey } = options;
  const path = splitPublicUrl(address).path || '/';

  return {
    verify(request, now) {
      const authorization = header(request.headers, 'authorization') ?? '';
      const [, key, text] = /^application +([^:\s]+):([A-Za-z0-9+/=]+)$/i.exec(authorization) ?? [];
      if (key === undefined || text === undefined)
        return refuse(
          authorization === '' ? 'missing-proof' : 'malformed-proof',
          'no signature: header Authorization is not "Application <key>:<signature>"',
        );
      if (findSecret(key, [applicationKey]) < 0)
        return refuse('wrong-application', 'the application key is another one');
      const timestamp = header(request.headers, 'x-timestamp') ?? '';
      const at = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(timestamp) ? parseTimestamp(timestamp) : null;
      const refused = refuseTime(
        at,
        'header x-timestamp is missing or not ISO 8601 in UTC',
        now,
        defaultToleranceSeconds,
      );
      if (refused) return refused;
      const claimed = decodeSignature(text, 'base64');
      if (claimed?.length !== 32) return refuse('malformed-proof', 'signature is not a base64 SHA-256');
      const before = textBeforePath(request, timestamp);
      for (const resource of request.query === '' ? [path] : [path, `${path}?${request.query}`]) {
        const secretIndex = keys.findIndex((secret) =>
          equalBytes(claimed, macOf('sha256', secret, before, resource)),
        );
        if (secretIndex >= 0) return { genuine: true, secretIndex };
      }
      return refuse('mismatch', 'signature does not match; check the secret and the path of the public URL');
    },
  };
}

const textBeforePath = ({ method, headers, body }: HookRequest, timestamp: string): string =>
  [
    method,
    body.length === 0 ? '' : createHash('md5').update(body).digest('base64'),
    header(headers, 'content-type') ?? '',
    `x-timestamp:${timestamp}`,
    '',
  ].join('\n');

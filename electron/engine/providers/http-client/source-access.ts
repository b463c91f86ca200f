/** What a source says of its vendor's API: where it is, and the credentials for it. */
import type { LiveSource } from '#shared/config/sources.ts';
import { apiBaseUrlSchema } from '#shared/providers/common-options.ts';
import type { CredentialField } from '#shared/providers/description.ts';

export type ApiSource = Pick<LiveSource, 'options' | 'credentials'>;

/** The API's address without a slash at its end. @param vendors the vendor's own. */
export function apiBaseUrl({ options }: ApiSource, vendors: string): string {
  const own = apiBaseUrlSchema.safeParse(options.apiBaseUrl);
  return (own.success ? own.data : vendors).replace(/\/+$/, '');
}

/** The source's credentials by the names in its provider's description; empty where one is not set. */
export const credentialsOf = <const Fields extends readonly CredentialField[]>(
  { credentials: fields }: { readonly credentials: Fields },
  { credentials }: ApiSource,
): Readonly<Record<Fields[number]['name'], string>> =>
  Object.fromEntries(fields.map(({ name }) => [name, credentials[name] ?? ''])) as Record<
    Fields[number]['name'],
    string
  >;

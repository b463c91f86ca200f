/** Hides credentials in text that people read: some vendors put their token into the body or the query. */

/** Names, in lower case, whose values are hidden everywhere: Aircall's `token`, CloudEvents' `access_token`, ... */
const names = 'token|access_token|secret|password|authorization|api_key|apikey|signature';
const hidden = '(hidden)';

const jsonMember = new RegExp(`("(?:${names})"\\s*:\\s*)"(?:[^"\\\\]|\\\\.)*"?`, 'gi');
const parameter = new RegExp(`((?:^|[?&])(?:${names})=)[^&]*`, 'gi');

/** Masks a JSON or form body, or a query string, even one that is cut in the middle of a value. */
export const maskSecrets = (text: string): string =>
  text.replace(jsonMember, `$1"${hidden}"`).replace(parameter, `$1${hidden}`);

/** The redaction of callers, secrets and callback addresses in the log. */

const privateKeys =
  /secret|token|password|passphrase|authorization|signature|cookie|^(from|to|number|callerName|name|title|body|transcript|recordingUrl)$/i;
/** Text that looks like a telephone number: a plus sign with at least 7 digits, or any run of at least 9. */
const numberLike = /[+(]?\+?\d[\d\s().-]{5,}\d/g;
const tel = /\btel:[^\s"']+/gi;

/** UTF-16 code units of a text in the log: a text of a megabyte would push all others out. */
const longestText = 4000;

/**
 * Hides user names, queries and fragments of URLs in a text without spaces and quotation marks. Each step reads it once: with
 * one expression for whole URLs, a long text without a query would be read from each of its "://".
 */
function hideInUrls(word: string): string {
  const [scheme = '', ...parts] = word.split('://');
  if (parts.length === 0) return word;
  const rest = parts.map((part) => part.replace(/^[^/@]+@/, '')).join('://');
  const query = rest.search(/[?#]/);
  return `${scheme}://${query > 0 ? `${rest.slice(0, query)}?[query]` : rest}`;
}

const cut = (text: string): string =>
  text.length > longestText ? `${text.slice(0, longestText)}… (${text.length} characters)` : text;

const hideNumber = (text: string): string => {
  const digits = text.replace(/\D/g, '').length;
  return digits >= 9 || (text.startsWith('+') && digits >= 7) ? '[number]' : text;
};

/** Redacts telephone numbers, and user names and queries in URLs, in linear time. Returns one line, cut when it is long. */
export const redactText = (text: string): string =>
  cut(
    text
      .replace(/[^\s"']+/g, hideInUrls)
      .replace(tel, 'tel:[number]')
      .replace(numberLike, hideNumber),
  );

/** Copies fields with redacted values. `depth` limits nested objects. */
export function redactFields(value: unknown, depth = 4): unknown {
  if (typeof value === 'string') return redactText(value);
  if (value === null || typeof value !== 'object') return value;
  if (depth === 0) return '[deeper]';
  if (value instanceof Error) return { name: value.name, message: redactText(value.message) };
  if (Array.isArray(value)) return value.slice(0, 20).map((item) => redactFields(item, depth - 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      cut(key),
      privateKeys.test(key) && item !== null ? '[redacted]' : redactFields(item, depth - 1),
    ]),
  );
}

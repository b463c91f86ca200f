/** The redaction of callers, secrets and callback addresses in the log. */

const privateKeys =
  /secret|token|password|passphrase|authorization|signature|cookie|^(from|to|number|callerName|name|title|body|transcript|recordingUrl)$/i;
/** Text that looks like a telephone number: a plus sign with at least 7 digits, or any run of at least 9. */
const numberLike = /[+(]?\+?\d[\d\s().-]{5,}\d/g;
const query = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s?"'#]+)[?#][^\s"']*/gi;
const userInfo = /(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@"']+@/gi;
const tel = /\btel:[^\s"']+/gi;

const hideNumber = (text: string): string => {
  const digits = text.replace(/\D/g, '').length;
  return digits >= 9 || (text.startsWith('+') && digits >= 7) ? '[number]' : text;
};

/** Redacts telephone numbers, and user names and queries in URLs. Returns one line. */
export const redactText = (text: string): string =>
  text
    .replace(userInfo, '$1')
    .replace(query, '$1?[query]')
    .replace(tel, 'tel:[number]')
    .replace(numberLike, hideNumber);

/** Copies fields with redacted values. `depth` limits nested objects. */
export function redactFields(value: unknown, depth = 4): unknown {
  if (typeof value === 'string') return redactText(value);
  if (value === null || typeof value !== 'object') return value;
  if (depth === 0) return '[deeper]';
  if (value instanceof Error) return { name: value.name, message: redactText(value.message) };
  if (Array.isArray(value)) return value.slice(0, 20).map((item) => redactFields(item, depth - 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      privateKeys.test(key) && item !== null ? '[redacted]' : redactFields(item, depth - 1),
    ]),
  );
}

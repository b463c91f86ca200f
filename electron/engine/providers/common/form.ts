/**
 * Form bodies and queries (application/x-www-form-urlencoded), read before their signature is known. The same as
 * `URLSearchParams` reads, but for a question mark in front, which is a part of the first name. That takes 100 ms for a mebibyte
 * of plus signs, and any stranger may send that; this a few.
 */

/** More parameters than any vendor's request has. */
const maxParameters = 1000;
const [plus, space] = [0x2b, 0x20];

/** Decoded; the values of a repeated name in the order of sending. */
export type Form = ReadonlyMap<string, readonly string[]>;

/** The parameters of a form body or a query; null when there are more than 1,000. */
export function parseForm(body: Buffer | string): Form | null {
  const text = textOf(body);
  let parameters = 1;
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', at + 1))
    if (++parameters > maxParameters) return null;
  const form = new Map<string, string[]>();
  for (const parameter of text.split('&')) {
    if (parameter === '') continue;
    const equals = parameter.indexOf('=');
    const name = decode(equals < 0 ? parameter : parameter.slice(0, equals));
    const value = equals < 0 ? '' : decode(parameter.slice(equals + 1));
    const values = form.get(name);
    if (values) values.push(value);
    else form.set(name, [value]);
  }
  return form;
}

/** The text with its plus signs, which stand for spaces, made spaces. */
function textOf(body: Buffer | string): string {
  const bytes = Buffer.from(body);
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === plus) bytes[at] = space;
  return bytes.toString('utf8');
}

/** What is no percent-encoding stays as it is, and what is no UTF-8 becomes U+FFFD. */
function decode(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return new URLSearchParams(`=${text}`).get('') ?? '';
  }
}

/** Form bodies and queries (application/x-www-form-urlencoded), read before their signature is known. */

/** More parameters than any vendor's request has. */
const maxParameters = 1000;

/** Decoded; the values of a repeated name in the order of sending. */
export type Form = ReadonlyMap<string, readonly string[]>;

/** The parameters of a form body or a query; null when there are more than 1,000. */
export function parseForm(body: Buffer | string): Form | null {
  const text = typeof body === 'string' ? body : body.toString('utf8');
  let parameters = 1;
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', at + 1))
    if (++parameters > maxParameters) return null;
  const form = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(text)) {
    const values = form.get(name);
    if (values) values.push(value);
    else form.set(name, [value]);
  }
  return form;
}

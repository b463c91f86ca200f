/** Form bodies as Twilio signs them: decoded, sorted by name, the values of a repeated name de-duplicated and sorted. */

/** More parameters than any of Twilio's requests has; a limit, as forms are parsed before their signature is known. */
const maxParameters = 1000;

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

/** Names and values in the order in which they are signed, without separators. */
export function formText(form: Form): string {
  let text = '';
  for (const name of [...form.keys()].sort())
    for (const value of [...new Set(form.get(name))].sort()) text += name + value;
  return text;
}

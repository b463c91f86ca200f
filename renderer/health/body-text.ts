/** A body as it is read best: JSON indented, forms a line for each parameter, all else as it came. */
export function bodyText(body: string, contentType: string | null): string {
  if (contentType === 'application/x-www-form-urlencoded')
    return [...new URLSearchParams(body)].map(([name, value]) => `${name} = ${value}`).join('\n');
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

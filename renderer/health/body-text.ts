/** Formats a body for reading: JSON is indented, a form has one line for each parameter, others are unchanged. */
export function bodyText(body: string, contentType: string | null): string {
  if (contentType === 'application/x-www-form-urlencoded')
    return [...new URLSearchParams(body)].map(([name, value]) => `${name} = ${value}`).join('\n');
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

/** Reading the answers of the servers that are measured. */

const contentLength = /content-length: *(\d+)/i;

/** The status of an answer that is there as a whole, null while it is not. @param text its bytes as Latin-1. */
export function statusOf(text: string): number | null {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const length = Number(contentLength.exec(text)?.[1] ?? 0);
  return text.length < end + 4 + length ? null : Number(text.slice(9, 12));
}

/** Reading the answers of the servers that are measured. */

const contentLength = /content-length: *(\d+)/i;

/** The status of an answer that is there as a whole, null while it is not. @param text its bytes as Latin-1. */
export function statusOf(text: string): number | null {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const length = Number(contentLength.exec(text)?.[1] ?? 0);
  return text.length < end + 4 + length ? null : Number(text.slice(9, 12));
}

/** Takes what a connection receives, one answer after another; the status as soon as one is there as a whole. */
export type AnswerReader = (bytes: Buffer) => number | null;

const emptyLine = Buffer.from('\r\n\r\n', 'latin1');

/**
 * For a connection with one request in flight. An answer that is as long as the last and has its empty line in the same
 * place is not parsed again: a server here gives all answers the same form.
 */
export function answerReader(): AnswerReader {
  let rest = '';
  let usualLength = 0;
  let usualHeadEnd = 0;
  return (bytes) => {
    if (rest === '' && bytes.length === usualLength && isEmptyLine(bytes, usualHeadEnd))
      return digit(bytes, 9) * 100 + digit(bytes, 10) * 10 + digit(bytes, 11);
    if (rest === '') usualHeadEnd = bytes.indexOf(emptyLine);
    usualLength = rest === '' ? bytes.length : 0;
    rest += bytes.toString('latin1');
    const status = statusOf(rest);
    if (status !== null) rest = '';
    else usualLength = 0;
    return status;
  };
}

const isEmptyLine = (bytes: Buffer, at: number): boolean =>
  bytes[at] === 13 && bytes[at + 1] === 10 && bytes[at + 2] === 13 && bytes[at + 3] === 10;
const digit = (bytes: Buffer, at: number): number => (bytes[at] ?? 0) - 48;

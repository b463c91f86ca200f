/** Spellings of the same values by different vendors. */
import { randomInt } from 'node:crypto';

export const iso = (at: number): string => new Date(at).toISOString();

export const unixSeconds = (at: number): number => Math.floor(at / 1000);

export const secondsBetween = (from: number, to: number): number => Math.round((to - from) / 1000);

/** E.164 without the plus sign. */
export const bare = (number: string): string => number.slice(1);

/** A decimal above 2^53, as text: no double holds it. */
export const longDecimal = (): string =>
  `${randomInt(1, 9)}${Array.from({ length: 18 }, () => randomInt(0, 10)).join('')}`;

/** `application/x-www-form-urlencoded` */
export const formOf = (fields: Readonly<Record<string, string>>): string =>
  new URLSearchParams(fields).toString();

/** The public URL without its fragment, as vendors sign it. */
export const addressOf = (publicUrl: string): string => publicUrl.split('#', 1)[0] ?? '';

/** The query of the public URL, without its question mark. */
export function queryOf(publicUrl: string): string {
  const address = addressOf(publicUrl);
  const question = address.indexOf('?');
  return question < 0 ? '' : address.slice(question + 1);
}

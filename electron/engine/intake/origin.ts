/** The stored form of a delivery's origin: a small number, because every delivery has one. */
import { type Origin, origins } from '#shared/contract/origin.ts';

/** Returns the stored code. Codes never change: new origins are added at the end of `origins`. */
export const originCode = (origin: Origin): number => origins.indexOf(origin);

/** Returns the origin of a stored code. @throws RangeError for a code that no version has written. */
export function originOf(code: number): Origin {
  const origin = origins[code];
  if (origin === undefined) throw new RangeError(`No origin has the code ${code}`);
  return origin;
}

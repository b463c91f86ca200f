/** A delivery's origin as the store keeps it: a small number, as every delivery has one. */
import { type Origin, origins } from '#shared/contract/origin.ts';

/** Stored, and so never reordered: new origins are added at the end of `origins`. */
export const originCode = (origin: Origin): number => origins.indexOf(origin);

/** @throws RangeError for a number that no version has written. */
export function originOf(code: number): Origin {
  const origin = origins[code];
  if (origin === undefined) throw new RangeError(`No origin has the code ${code}`);
  return origin;
}

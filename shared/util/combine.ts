/** Combining maps that were written beside their domains into one. */

/** Keys that stand in more than one of the maps. */
type DoubledKey<Maps extends readonly object[], Seen = never> = Maps extends readonly [
  infer Head,
  ...infer Rest extends readonly object[],
]
  ? (keyof Head & Seen) | DoubledKey<Rest, Seen | keyof Head>
  : never;

type Intersection<Maps extends readonly object[]> = Maps extends readonly [
  infer Head,
  ...infer Rest extends readonly object[],
]
  ? Head & Intersection<Rest>
  : unknown;

type Combined<Maps extends readonly object[]> = { [K in keyof Intersection<Maps>]: Intersection<Maps>[K] };

/** Adds nothing where every key is in one map only, and names the others where not: then the call does not compile. */
type NoDoubledKey<Maps extends readonly object[]> = [DoubledKey<Maps>] extends [never]
  ? unknown
  : { readonly doubledKey: DoubledKey<Maps> };

/** All entries of the maps as one flat map. Maps that have a key in common do not compile. */
export function combine<const Maps extends readonly object[]>(
  maps: Maps & NoDoubledKey<Maps>,
): Combined<Maps> {
  return Object.assign({}, ...maps) as Combined<Maps>;
}

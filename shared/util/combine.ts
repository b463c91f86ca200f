/** The combination of the domains' maps into one. */

/** The keys that are in more than one map. */
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

/** Makes the call fail to compile, with the names of repeated keys, when any key is in more than one map. */
type NoDoubledKey<Maps extends readonly object[]> = [DoubledKey<Maps>] extends [never]
  ? unknown
  : { readonly doubledKey: DoubledKey<Maps> };

/** Combines maps into one flat map. Maps with a common key do not compile. */
export function combine<const Maps extends readonly object[]>(
  maps: Maps & NoDoubledKey<Maps>,
): Combined<Maps> {
  return Object.assign({}, ...maps) as Combined<Maps>;
}

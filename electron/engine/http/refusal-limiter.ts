/**
 * Rate limits for refused requests, per address and overall. Only refused requests count, and only refused requests are
 * answered 429. A sender that signs correctly never meets this limit, whatever a stranger does.
 */

/** Token buckets (burst, refill per second). A vendor with a wrong secret stays far below; a flood does not. */
const perAddress = { burst: 300, perSecond: 5 };
const overall = { burst: 3000, perSecond: 50 };
/** The number of remembered addresses; the least recently seen is dropped first. */
const maxAddresses = 4096;
/** After that the bucket is full again, and says nothing. */
const rememberedMs = 60_000;

interface Bucket {
  tokens: number;
  /** Milliseconds of the monotonic clock. */
  at: number;
}

const take = (bucket: Bucket, { burst, perSecond }: typeof perAddress, now: number): boolean => {
  bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * perSecond);
  bucket.at = now;
  if (bucket.tokens < 1) return false;
  bucket.tokens -= 1;
  return true;
};

export function createRefusalLimiter(monotonicNow: () => number = () => performance.now()) {
  const all: Bucket = { tokens: overall.burst, at: monotonicNow() };
  const addresses = new Map<string, Bucket>();
  return {
    /** Counts a refused request. Returns false when there were too many. @param address see `senderKey`: never a sender's own text. */
    allows(address: string): boolean {
      const now = monotonicNow();
      const bucket = addresses.get(address) ?? { tokens: perAddress.burst, at: now };
      addresses.delete(address);
      addresses.set(address, bucket);
      for (const [oldest, { at }] of addresses) {
        if (addresses.size <= maxAddresses && now - at <= rememberedMs) break;
        addresses.delete(oldest);
      }
      return take(bucket, perAddress, now) && take(all, overall, now);
    },
  };
}
export type RefusalLimiter = ReturnType<typeof createRefusalLimiter>;

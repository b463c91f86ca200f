/** The proxies that lead out of this computer's network. */
import { z } from 'zod';

/** Proxies as `http://host:port`; null leads out directly. An address may hold a password. */
export const proxiesSchema = z.strictObject({
  /** For hosts that are not named. */
  fallback: z.string().nullable(),
  /** By host, with its port where that is not the usual one. */
  hosts: z.record(z.string(), z.string().nullable()).default({}),
});
export type Proxies = z.infer<typeof proxiesSchema>;

/** The origin of a delivery. */
import { z } from 'zod';

/**
 * `webhook`: an HTTP request. `socket`: a connection that the engine opened to the vendor. `call-log`: the vendor's list of
 * calls. `rescued`: a webhook that was refused first, and was genuine after all. `test`: a test call that Ringback sent to itself; it does not show that the vendor's events arrive.
 */
export const origins = ['webhook', 'test', 'call-log', 'socket', 'rescued'] as const;
export const originSchema = z.enum(origins);
export type Origin = z.infer<typeof originSchema>;

/** The computer that Ringback runs on. */
import { z } from 'zod';

/** What the shell tells the engine of the computer. */
export const systemEventSchema = z.enum(['suspend', 'resume', 'network-changed']);
export type SystemEvent = z.infer<typeof systemEventSchema>;

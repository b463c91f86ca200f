/** The events of the computer. */
import { z } from 'zod';

/** An event of the computer that the shell forwards to the engine. */
export const systemEventSchema = z.enum(['suspend', 'resume', 'network-changed']);
export type SystemEvent = z.infer<typeof systemEventSchema>;

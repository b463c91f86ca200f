import { z } from 'zod';
import { unauthenticatedOption } from '../unauthenticated.ts';

export const bandwidthOptionsSchema = z.strictObject(unauthenticatedOption);
export type BandwidthOptions = z.infer<typeof bandwidthOptionsSchema>;

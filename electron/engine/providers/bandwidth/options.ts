import { z } from 'zod';
import { unauthenticatedOption } from '../common/unauthenticated.ts';

export const bandwidthOptionsSchema = z.strictObject(unauthenticatedOption);
export type BandwidthOptions = z.infer<typeof bandwidthOptionsSchema>;

import { z } from 'zod';

export const sinchOptionsSchema = z.strictObject({
  /** Of the application whose calls these are; it accompanies every signature. */
  applicationKey: z.string('expected the application key').min(1, 'expected the application key'),
});
export type SinchOptions = z.infer<typeof sinchOptionsSchema>;

/** The user's credentials of a vendor's API. */
import { z } from 'zod';

/** The user's API credentials of a source, by the names that its provider's call log asks for. */
export const credentialsSchema = z.record(z.string(), z.string());
export type Credentials = z.infer<typeof credentialsSchema>;

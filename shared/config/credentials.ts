/** The user's credentials for a vendor's API. */
import { z } from 'zod';

/** A source's API credentials, by the names in its provider's description. */
export const credentialsSchema = z.record(z.string(), z.string());
export type Credentials = z.infer<typeof credentialsSchema>;

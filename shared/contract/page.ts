/** Lists are asked for page by page. */
import { z } from 'zod';

/** Newest first. `before` is the ID of the last row of the page before; `total` counts all rows. */
export const pageRequestSchema = z.object({
  limit: z.int().min(1).max(500).default(100),
  before: z.string().optional(),
});

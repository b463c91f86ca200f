/** The paging of lists. */
import { z } from 'zod';

/** The request of a page, newest first. `before` is the ID of the previous page's last row. */
export const pageRequestSchema = z.object({
  limit: z.int().min(1).max(500).default(100),
  before: z.string().optional(),
});

/** How many connections the system lets this process have. */
import { readdirSync } from 'node:fs';

/** For the database's files, backups, vendors' APIs and the tunnel. */
const reserved = 16;
const fewest = 8;

/**
 * Returns how many connections leave room for everything else that needs a descriptor. Beyond it the system accepts a
 * connection and closes it at once, whoever's it is.
 * @param most returned where the system has no limit, or a higher one.
 */
export function connectionsLeft(most: number): number {
  const limit = Number(openFilesLimit());
  // Windows has none; "unlimited" is none.
  if (!Number.isFinite(limit)) return most;
  return Math.max(fewest, Math.min(most, limit - openNow() - reserved));
}

function openFilesLimit(): unknown {
  const { report } = process;
  // The network's interfaces take long, and are nobody's business.
  Object.assign(report, { excludeNetwork: true });
  const { userLimits } = report.getReport() as { userLimits?: { open_files?: { soft?: unknown } } };
  return userLimits?.open_files?.soft;
}

function openNow(): number {
  try {
    return readdirSync('/dev/fd').length;
  } catch {
    return 0;
  }
}

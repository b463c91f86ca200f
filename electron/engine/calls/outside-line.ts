/** Finds the digits that phones dial for an outside line, where a phone system leaves them before the numbers. */
import { getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/max';
import type { LiveSettings } from '#shared/config/live-settings.ts';
import type { OutsideLine } from '#shared/contract/calls.ts';
import { comparisonKey } from '#shared/format/comparison-key.ts';
import { toE164 } from '#shared/format/e164.ts';
import type { Connection } from '../database/connection.ts';

/** How many of the newest calls are looked at. */
const newestCalls = 2000;
/** Shorter ones are extensions. */
const shortestNumber = 8;

/** Returns the function that looks for it. @param settings how numbers are read; asked for each use. */
export function createOutsideLineSearch(
  db: Connection,
  settings: () => Pick<LiveSettings, 'region' | 'outsideLine'>,
): () => OutsideLine {
  const newest = db
    .prepare<[number], string>(
      `SELECT contact_key FROM (SELECT contact_key FROM calls ORDER BY sort_at DESC, id DESC LIMIT ?)
       WHERE contact_key GLOB '[0-9]*' OR contact_key GLOB '+[0-9]*' GROUP BY contact_key`,
    )
    .pluck();
  const isCaller = db
    .prepare<[string], number>(
      `SELECT EXISTS (SELECT 1 FROM calls WHERE contact_key = ? AND direction = 'inbound' AND outcome IN ('missed', 'voicemail', 'answered'))`,
    )
    .pluck();

  return () => {
    const { region, outsideLine } = settings();
    const seen = new Map<string, number>();
    if (outsideLine !== '') return { prefix: null, calls: 0 };
    for (const contact of newest.all(newestCalls)) {
      const digits = dialled(contact, region);
      if (!/^\d+$/.test(digits) || digits.length < shortestNumber) continue;
      const prefix = digits.slice(0, 1);
      const number = toE164(digits.slice(1), region);
      if (number === null || !number.startsWith('+')) continue;
      const key = comparisonKey(number);
      if (key !== contact && isCaller.get(key) === 1) seen.set(prefix, (seen.get(prefix) ?? 0) + 1);
    }
    const [best] = [...seen].sort(([, a], [, b]) => b - a);
    return best ? { prefix: best[0], calls: best[1] } : { prefix: null, calls: 0 };
  };
}

/** The digits as they may have been dialled: without the region's country code, which reading them has put before them. */
function dialled(contact: string, region: string | undefined): string {
  if (!contact.startsWith('+')) return contact;
  const code = region && isSupportedCountry(region) ? `+${getCountryCallingCode(region)}` : null;
  return code !== null && contact.startsWith(code) ? contact.slice(code.length) : '';
}

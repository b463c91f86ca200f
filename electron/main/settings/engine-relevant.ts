import type { Settings } from '#shared/config/settings.ts';

/**
 * What the engine must be configured anew for, to be compared. Sources and tunnel are not in it: their commands tell the
 * engine themselves, also when only a secret changed.
 */
export const engineRelevant = ({ port, region, holdSeconds, callDays, deliveryDays }: Settings): string =>
  JSON.stringify([port, region, holdSeconds, callDays, deliveryDays]);

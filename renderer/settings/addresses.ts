/** Between the allowed addresses as stored and the text in which they are edited, one a line. */
import { z } from 'zod';
import { addressSchema, maxAllowedAddresses } from '#shared/config/sources.ts';

export const addressText = (addresses: readonly string[] | undefined): string => (addresses ?? []).join('\n');

/** Lines, commas and spaces all part addresses. */
export const parseAddresses = (text: string): string[] => text.split(/[\s,;]+/).filter(Boolean);

/** Refuses with the first text that is neither an address nor a block. */
export const addressesSchema = z
  .array(z.string())
  .max(maxAllowedAddresses, `at most ${maxAllowedAddresses} addresses`)
  .optional()
  .superRefine((addresses, context) => {
    const wrong = addresses?.find((address) => !addressSchema.safeParse(address).success);
    if (wrong !== undefined)
      context.addIssue({
        code: 'custom',
        message: `"${wrong}" is no address. Enter one such as 192.0.2.10, or a block such as 192.0.2.0/24`,
      });
  });

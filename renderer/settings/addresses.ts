/** Converts allowed addresses to the form's text, one a line. */
import { z } from 'zod';
import { addressSchema, maxAllowedAddresses } from '#shared/config/sources.ts';

export const addressText = (addresses: readonly string[] | undefined): string => (addresses ?? []).join('\n');

/** Parses allowed addresses, separated by lines, commas, semicolons or spaces. */
export const parseAddresses = (text: string): string[] => text.split(/[\s,;]+/).filter(Boolean);

/** The schema of the form's text. Its message names the first invalid address. */
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

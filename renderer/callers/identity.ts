import { formatForPeople } from '#shared/format/phone.ts';

/** Who called, as far as the phone system says. */
export interface Identity {
  /** Name, else number, else that it was withheld. */
  title: string;
  /** The number in the reader's format where the title is a name. */
  number: string | null;
}

interface Caller {
  callerName: string | null;
  number: string | null;
}

/** @param region the reader's country, ISO 3166-1 alpha-2. */
export function identify({ callerName, number }: Caller, region: string | null): Identity {
  const written = number ? formatForPeople(number, region) : null;
  const name = callerName?.trim();
  if (name) return { title: name, number: written };
  return { title: written ?? 'Number withheld', number: null };
}

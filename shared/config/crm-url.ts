/** The address of a caller's CRM record, for clicks, rows and the preview in Settings. */
import { z } from 'zod';
import { formatNational, telUrl } from '../format/phone.ts';

const crmPlaceholders = [
  'e164',
  'digits',
  'national',
  'callId',
  'providerCallId',
  'sourceId',
  'name',
] as const;
export type CrmPlaceholder = (typeof crmPlaceholders)[number];

/** The values of the placeholders. */
export interface CrmSubject {
  number: string | null;
  callId: string;
  providerCallId: string;
  sourceId: string;
  callerName: string | null;
}

/** The only schemes that are opened by the operating system. */
const allowedProtocols = new Set(['https:', 'tel:']);

/** An invalid template or address. The message is for the rep. */
export class CrmUrlError extends Error {
  override readonly name = 'CrmUrlError';
  readonly code:
    | 'unknown-placeholder'
    | 'not-an-address'
    | 'not-a-number'
    | 'protocol'
    | 'credentials'
    | 'host';
  constructor(code: CrmUrlError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Fills a template and returns the re-serialised URL.
 * @throws CrmUrlError when a placeholder is unknown, the result is no URL, its scheme is not https or tel, or a tel address is no telephone number.
 */
export function buildCrmUrl(template: string, subject: CrmSubject): string {
  const values: Record<CrmPlaceholder, string> = {
    e164: subject.number ?? '',
    digits: digitsOf(subject.number),
    national: subject.number ? formatNational(subject.number) : '',
    callId: subject.callId,
    providerCallId: subject.providerCallId,
    sourceId: subject.sourceId,
    name: subject.callerName ?? '',
  };
  const isTel = /^\s*tel:/i.test(template);
  const filled = template.trim().replace(/\{([^{}]*)\}/g, (whole, key: string) => {
    if (!(crmPlaceholders as readonly string[]).includes(key))
      throw new CrmUrlError(
        'unknown-placeholder',
        `${whole} is not a placeholder. Use one of ${crmPlaceholders.map((p) => `{${p}}`).join(', ')}.`,
      );
    const text = values[key as CrmPlaceholder];
    // A path segment of dots, even escaped, would change the path (WHATWG URL, double-dot path segment).
    const value = /^\.{1,2}$/.test(text) ? '' : encodeURIComponent(text);
    // RFC 3966 writes a global number with a literal plus sign; in a query a bare plus would mean a space.
    return isTel ? value.replace(/%2B/g, '+') : value;
  });
  if (!URL.canParse(filled))
    throw new CrmUrlError('not-an-address', 'This is not a complete address. Begin with https://');
  const url = new URL(filled);
  if (!allowedProtocols.has(url.protocol))
    throw new CrmUrlError(
      'protocol',
      `Addresses that begin with ${url.protocol} are not opened. Use https:// or tel:`,
    );
  if (url.username || url.password)
    throw new CrmUrlError('credentials', 'The address must not contain a user name or password.');
  if (url.protocol !== 'tel:') return url.href;
  const address = telUrl(decoded(url.href.slice('tel:'.length)));
  if (address === null)
    throw new CrmUrlError('not-a-number', 'This is not a telephone number that can be dialled.');
  return address;
}

/** Decodes escapes; returns the text unchanged when they are malformed. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A telephone number's digits; none of an address, whose host has digits that are nobody's. */
const digitsOf = (number: string | null): string =>
  number !== null && telUrl(number) !== null ? number.replace(/\D/g, '') : '';

const example: CrmSubject = {
  number: '+14155550123',
  callId: 'call-1',
  providerCallId: 'CA0001',
  sourceId: 'main',
  callerName: 'Example caller',
};

/** Fills a template with an example caller, for the preview. @throws CrmUrlError */
export const previewCrmUrl = (template: string): string => buildCrmUrl(template, example);

/** The schema of a template. Its example address must be valid, and its host must have no placeholder. */
export const crmTemplateSchema = z
  .string()
  .max(2000)
  .superRefine((template, context) => {
    try {
      previewCrmUrl(template);
      if (/^[a-z]+:\/\/[^/?#]*[{}]/i.test(template.trim()))
        throw new CrmUrlError('host', 'The host name must not contain a placeholder.');
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
    }
  });

/** True when a template needs the caller's number, as most do. */
export const crmNeedsNumber = (template: string): boolean => /\{(e164|digits|national)\}/.test(template);

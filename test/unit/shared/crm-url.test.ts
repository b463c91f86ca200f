import { describe, expect, it } from 'vitest';
import { buildCrmUrl, crmTemplateSchema } from '#shared/config/crm-url.ts';
import { toE164 } from '#shared/format/e164.ts';
import { formatForPeople, telUrl } from '#shared/format/phone.ts';

const subject = {
  number: '+14155550123',
  callId: '7',
  providerCallId: 'CA/7?',
  sourceId: 'main',
  callerName: 'A&B "Ltd"',
};

describe('buildCrmUrl', () => {
  it.each([
    ['https://crm.example/search?q={e164}', 'https://crm.example/search?q=%2B14155550123'],
    ['https://crm.example/{digits}/{national}', 'https://crm.example/14155550123/(415)%20555-0123'],
    [
      'https://crm.example/c/{providerCallId}?n={name}',
      'https://crm.example/c/CA%2F7%3F?n=A%26B%20%22Ltd%22',
    ],
    ['tel:{e164}', 'tel:+14155550123'],
    ['tel:{national}', 'tel:4155550123'],
    ['TEL:9{digits}', 'tel:914155550123'],
  ])('%s', (template, url) => {
    expect(buildCrmUrl(template, subject)).toBe(url);
  });

  it('lets no value break out of its place', () => {
    const hostile = { ...subject, callerName: '"><script>/../../?x=1#y' };
    expect(new URL(buildCrmUrl('https://crm.example/a/{name}?b=1', hostile)).pathname).toMatch(
      /^\/a\/[^/]+$/,
    );
  });

  it.each([
    '*21*+14155550123#',
    '**61*14155550123#',
    '#31#14155550123',
    '*31#',
    'sip:900123@198.51.100.7',
    '1-800-FLOWERS',
    '%2A21%23',
  ])('dials nothing but a telephone number: %s', (number) => {
    for (const template of ['tel:{e164}', 'tel:{national}', ' TEL:{e164}', 'tel:0{e164}'])
      expect(() => buildCrmUrl(template, { ...subject, number })).toThrow(/can be dialled/);
  });

  it('glues no digits of an address to a number', () => {
    const sip = { ...subject, number: 'sip:4155550131x@10.0.0.5:5060' };
    expect(buildCrmUrl('https://crm.example/?q={digits}', sip)).toBe('https://crm.example/?q=');
    expect(() => buildCrmUrl('tel:{digits}', sip)).toThrow(/can be dialled/);
  });

  it.each(['.', '..'])('lets no name of dots lead elsewhere: %s', (callerName) => {
    const url = buildCrmUrl('https://crm.example/contacts/{name}/delete', { ...subject, callerName });
    expect(url).toBe('https://crm.example/contacts//delete');
  });

  it.each([
    'tel:*21*{digits}#',
    'tel:{digits};phone-context=+1',
    'tel:{name}',
    'tel:%zz{digits}',
    'javascript:alert({digits})',
    'file:///etc/{digits}',
    'http://crm.example/{digits}',
    'crm.example/{digits}',
    'https://crm.example/{phone}',
    'https://{digits}.example/',
    'https://user:secret@crm.example/{digits}',
  ])('refuses %s with words for the rep', (template) => {
    const parsed = crmTemplateSchema.safeParse(template);
    expect(parsed.success).toBe(false);
    expect(parsed.error?.issues[0]?.message).toMatch(/[a-z ]{10,}/);
  });
});

describe('numbers', () => {
  it('are read in the region unless they carry a country code', () => {
    expect(toE164('(415) 555-0123', 'US')).toBe('+14155550123');
    expect(toE164('01632 960123', 'GB')).toBe('+441632960123');
    expect(toE164('+44 1632 960123', 'US')).toBe('+441632960123');
  });
  it('stay as they are when they are none, and are null when withheld', () => {
    expect(toE164('sip:front@example.com', 'US')).toBe('sip:front@example.com');
    expect(toE164('Anonymous', 'US')).toBeNull();
    expect(toE164('  ', 'US')).toBeNull();
  });
  it.each([
    ['+14155550123', 'tel:+14155550123'],
    ['(415) 555-0123', 'tel:4155550123'],
    ['1001', 'tel:1001'],
    ['*21*+14155550123#', null],
    ['sip:900123@198.51.100.7', null],
    ['anonymous@anonymous.invalid', null],
    ['1-800-555-FLOW', null],
  ])('%s is dialled as %s', (number, address) => {
    expect(telUrl(number)).toBe(address);
  });
  it('are written nationally at home and internationally elsewhere', () => {
    expect(formatForPeople('+14155550123', '+14155550100')).toBe('(415) 555-0123');
    expect(formatForPeople('+14155550123', 'GB')).toBe('+1 415 555 0123');
    expect(formatForPeople('+441632960123', 'GB')).toBe('01632 960123');
  });
});

import { expect, it } from 'vitest';
import { toE164 } from '#shared/format/e164.ts';
import { formatForPeople } from '#shared/format/phone.ts';
import { memoize } from '#shared/util/memoize.ts';

it('computes once, keeps the newest, and does not mix up its arguments', () => {
  const asked: string[] = [];
  const join = memoize(2, (one: string, other: string) => {
    asked.push(`${one}|${other}`);
    return `${one}${other}`;
  });
  expect([join('a', 'bc'), join('ab', 'c'), join('a', 'bc')]).toEqual(['abc', 'abc', 'abc']);
  expect(asked).toEqual(['a|bc', 'ab|c']);
  join('d', '');
  join('a', 'bc');
  expect(asked).toEqual(['a|bc', 'ab|c', 'd|', 'a|bc']);
});

it.each([
  ['(415) 555-0123', 'US', '+14155550123'],
  ['01632 960123', 'GB', '+441632960123'],
  ['+14155550123', null, '+14155550123'],
  ['102', 'US', '102'],
  ['10800', 'US', '10800'],
  ['client:alice', 'US', 'client:alice'],
])('reads %s in %s as %s', (text, region, number) => {
  expect(toE164(text, region)).toBe(number);
});

it.each([
  'anonymous',
  '+anonymous',
  'PRIVATE NUMBER',
  'Unknown Caller',
  'No Caller ID',
  'N/A',
  'sip:anonymous@anonymous.invalid',
  // The words on the keypad, as Twilio passes them on.
  '+266696687',
  '+7378742833',
  '+2562533',
  '+8656696',
  '+86282452253',
])('takes %s for a withheld number', (text) => {
  expect(toE164(text, 'US')).toBeNull();
});

it.each([
  ['+14155550123', 'US', '(415) 555-0123'],
  ['+14155550123', '+16465550100', '(415) 555-0123'],
  ['+14155550123', 'GB', '+1 415 555 0123'],
  ['+441632960123', 'GB', '01632 960123'],
  ['+14155550123', null, '+1 415 555 0123'],
  ['sip:desk', 'US', 'sip:desk'],
])('writes %s at %s as %s, also the second time', (number, home, text) => {
  expect([formatForPeople(number, home), formatForPeople(number, home)]).toEqual([text, text]);
});

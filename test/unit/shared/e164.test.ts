import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparisonKey } from '#shared/format/comparison-key.ts';
import { toE164 } from '#shared/format/e164.ts';

describe('what looks like E.164', () => {
  it.each([
    ['+4402079460000', '+442079460000'],
    ['+44 (0)20 7946 0000', '+442079460000'],
    ['+49 0176 12345678', '+4917612345678'],
    ['+49030123456', '+4930123456'],
    ['+330612345678', '+33612345678'],
    ['+43 0664 1234567', '+436641234567'],
    ['+36 06 20 123 4567', '+36201234567'],
    // A zero that is the number's own.
    ['+39 06 6982', '+39066982'],
    ['+2250701234567', '+2250701234567'],
    ['+1 415 555 0123', '+14155550123'],
    // Impossible lengths stay as they are.
    ['+1 555 0123', '+1 555 0123'],
    ['+491001', '+491001'],
    ['+123456', '+123456'],
    ['+1234567890123456', '+1234567890123456'],
    // A spelling of Mexico that is not possible any more is still a number.
    ['+52 1 55 1234 5678', '+5215512345678'],
    ['＋44 1632 960123', '+441632960123'],
    ['\u202a+44 1632 960123\u202c', '+441632960123'],
  ])('%s is %s', (text, number) => {
    expect([toE164(text, 'US'), toE164(text, 'DE'), toE164(text, null)]).toEqual([number, number, number]);
  });
});

describe('addresses', () => {
  it.each([
    // Never digits of a host or a name.
    ['sip:reception@198.51.100.123', 'sip:reception@198.51.100.123'],
    ['sips:reception@198.51.100.123:5061', 'sips:reception@198.51.100.123:5061'],
    ['"Reception 2" <sip:reception@198.51.100.123>;tag=9', 'sip:reception@198.51.100.123'],
    ['reception@198.51.100.123', 'reception@198.51.100.123'],
    ['sip:front.desk24155550123x@example.com', 'sip:front.desk24155550123x@example.com'],
    ['sip:198.51.100.123', 'sip:198.51.100.123'],
    ['sip:alice@[2001:db8::1]:5060', 'sip:alice@[2001:db8::1]:5060'],
    ['sip:1001@198.51.100.7', 'sip:1001@198.51.100.7'],
    ['client:alice', 'client:alice'],
    ['John 4155550123', 'John 4155550123'],
    ['198.51.100.123:5060', '198.51.100.123:5060'],
    // The user part, where that is a number.
    ['sip:+15555550123@203.0.113.9:5060', '+15555550123'],
    ['sip:+14155550123@10.0.0.5;user=phone', '+14155550123'],
    ['SIP:4155550131@10.0.0.5:5060;user=phone', '+14155550131'],
    ['sip:+1-415-555-0123;npdi@10.0.0.5', '+14155550123'],
    ['sip:%2B14155550123@10.0.0.5', '+14155550123'],
    ['sip:+14155550123:secret@10.0.0.5', '+14155550123'],
    ['<sip:+14155550123@10.0.0.5>', '+14155550123'],
    ['"Desk" <sip:+14155550123@10.0.0.5;transport=tcp>;tag=1', '+14155550123'],
    ['"Desk 7" <4155550123>', '+14155550123'],
    ['Desk <+14155550123>', '+14155550123'],
    ['+14155550123@10.0.0.5', '+14155550123'],
    ['4155550123@pbx.example', '+14155550123'],
    ['tel:+1-415-555-0123', '+14155550123'],
    ['tel:+14155550123;ext=12', '+14155550123'],
    ['tel:415-555-0123;phone-context=+1', '+14155550123'],
    ['tel:0123;phone-context=+1-415-555', '+14155550123'],
    ['tel:030123456;phone-context=+49', '+4930123456'],
    ['tel:4155550123;phone-context=pbx.example', '+14155550123'],
    ['tel:7042;phone-context=pbx.example', '7042'],
    ['whatsapp:+14155550123', '+14155550123'],
    ['"+14155550123"', '+14155550123'],
  ])('%s is %s', (text, number) => {
    expect(toE164(text, 'US')).toBe(number);
  });

  it('gives the same answer each time', () => {
    const text = 'tel:415-555-2671;phone-context=+1';
    const other = 'tel:415-555-2672;phone-context=+1';
    const answers = [text, other, text, other].map((each) => toE164(each, 'US'));
    expect(answers).toEqual(['+14155552671', '+14155552672', '+14155552671', '+14155552672']);
  });

  it.each(['US', 'GB', 'DE', 'FR', 'AT', 'LU', 'FI', null])(
    'never takes digits from an IPv4 host in %s',
    (region) => {
      fc.assert(
        fc.property(
          fc.ipV4(),
          fc.constantFrom('sip:desk@', 'desk@', 'sips:', 'sip:desk24@'),
          (host, before) => {
            expect(toE164(`${before}${host}`, region)).toBe(`${before}${host}`);
          },
        ),
      );
    },
  );
});

describe('what is no subscriber number', () => {
  const regions = 'US CA GB DE AT CH LU FR IT ES NL BE SE NO FI DK AU NZ HK KR ZA AE IR JP BR MX AR IN'.split(
    ' ',
  );
  it.each(regions)('stays an extension or a short code in %s', (region) => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 99_999 }).map(String), (extension) => {
        expect(toE164(extension, region)).toBe(extension);
      }),
    );
  });
  it.each([
    ['116117', 'DE'],
    ['101101', 'DE'],
    ['131213', 'AU'],
    ['911', 'US'],
    ['112', 'GB'],
    ['3631', 'FR'],
    ['72345', 'US'],
    ['9460000', 'GB'],
    ['5550123', 'US'],
    ['*67', 'US'],
    ['*21*4155550123#', 'US'],
    ['1-800-FLOWERS', 'US'],
  ])('%s in %s', (text, region) => {
    expect(toE164(text, region)).toBe(text);
  });
  it.each([
    ['712345', 'AD', '+376712345'],
    ['201234', 'FO', '+298201234'],
    ['4002', 'NU', '+6834002'],
    ['31234', 'FK', '+50031234'],
    ['247852', 'LU', '+352247852'],
    ['5551234', 'IS', '+3545551234'],
    ['0800 1111', 'GB', '+448001111'],
    ['030 123456', 'DE', '+4930123456'],
    ['030123456', 'DE', '+4930123456'],
    ['0049 30 123456', 'DE', '+4930123456'],
    ['011 44 1632 960123', 'US', '+441632960123'],
    ['044 55 1234 5678', 'MX', '+525512345678'],
    ['01 55 1234 5678', 'MX', '+525512345678'],
    ['011 15-2345-6789', 'AR', '+5491123456789'],
    ['(415) 555-0123 x22', 'US', '+14155550123'],
  ])('%s in %s is %s: a subscriber of the region', (text, region, number) => {
    expect(toE164(text, region)).toBe(number);
  });
});

describe('withheld callers', () => {
  it.each([
    ...['"Restricted"', '<anonymous>', 'anonymous@anonymous.invalid', 'Caller ID withheld', 'ID unavailable'],
    ...[
      'Blocked Caller ID',
      'tel:anonymous',
      'sip:anonymous',
      '+anonymous',
      'UNKNOWN CALLER',
      'NULL',
      'n/a',
      'Out of Area',
    ],
    // RFC 3323, RFC 3325, RFC 3261 (20.20) and 3GPP TS 24.229.
    ...['Anonymous <sip:anonymous@anonymous.invalid>', '"Anonymous" <sip:anonymous@anonymous.invalid>;tag=1'],
    ...[
      '<sip:anonymous@198.51.100.7>',
      'sip:anonymous@198.51.100.7:5060;user=phone',
      'sips:Anonymous@example.com',
    ],
    ...[
      '"Unavailable" <sip:unavailable@unknown.invalid>',
      'sip:restricted@pbx.example',
      'sip:+266696687@203.0.113.9',
    ],
    ...[
      '"Anonymous" <sip:c8oqz84zk7z@privacy.example>',
      'sip:4155550123@anonymous.invalid',
      'sip:0000000000@10.0.0.1',
    ],
    // Zeros, as 2600hz Kazoo and others write them.
    ...[
      '0',
      '+0',
      '000',
      '0000000000',
      '+10000000000',
      '10000000000',
      '+490000000',
      '(000) 000-0000',
      '+1 000 000 0000',
      '00000000000',
    ],
    // Keypad words.
    ...[
      '266696687',
      '7378742833',
      '86282452253',
      '+266696687',
      '+7378742833',
      '+2562533',
      '+8656696',
      '+7748283',
      '+1266696687',
    ],
    // Markers and constants.
    ...['-1', '-2', 'P', 'o', 'U', '-', '?', '***', '""', '<>', '"" <>', '"Anonymous" <>'],
    // Other languages.
    ...[
      'Anonym',
      'unterdrückt',
      'Rufnummer unterdrückt',
      'Unbekannter Anrufer',
      'Privat',
      'numéro masqué',
      'Appel masqué',
      'Inconnu',
    ],
    ...[
      'Número oculto',
      'desconocido',
      'Número privado',
      'Não identificado',
      'Desconhecido',
      'Numero privato',
      'Sconosciuto',
      'Anoniem',
    ],
    ...[
      'Onbekend',
      'Privénummer',
      'Geheim nummer',
      'Hemligt nummer',
      'Dolt nummer',
      'Skjult nummer',
      'Ukendt',
      'Ukjent',
      'Tuntematon numero',
    ],
    ...[
      'Numer zastrzeżony',
      'Nieznany',
      'Skryté číslo',
      'Rejtett szám',
      'Necunoscut',
      'Gizli numara',
      'Bilinmeyen',
      'Απόκρυψη αριθμού',
      'Άγνωστος',
    ],
    ...[
      'Неизвестный номер',
      'Скрытый номер',
      'Номер скрыт',
      'Аноним',
      'Прихований номер',
      'מספר חסוי',
      'חסוי',
      'رقم خاص',
      'مجهول',
    ],
    ...[
      '非通知',
      '公衆電話',
      '匿名',
      '未知号码',
      '私人号码',
      '발신번호표시제한',
      '알 수 없음',
      'अज्ञात',
      'ไม่แสดงหมายเลข',
    ],
  ])('%s is nobody, in every region', (text) => {
    expect(['US', 'GB', 'DE', 'FR', null].map((region) => toE164(text, region))).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  it.each([
    // Short words of the keypad without a plus are real numbers of some countries.
    ['774 8283', 'IS', '+3547748283'],
    ['94844353', 'NO', '+4794844353'],
    ['(737) 874-2833', 'US', '+17378742833'],
    ['+17378742833', 'US', '+17378742833'],
    ['"Anonymous" <sip:+14155550123@10.0.0.5>', 'US', '+14155550123'],
    ['Private Practice', 'US', 'Private Practice'],
    ['sip:privateer@example.com', 'US', 'sip:privateer@example.com'],
    ['1000', 'US', '1000'],
    ['2000', 'DE', '2000'],
    ['100000', 'US', '100000'],
  ])('%s in %s is somebody', (text, region, number) => {
    expect(toE164(text, region)).toBe(number);
  });
});

describe('the outside line', () => {
  it.each([
    ['94155552671', 'US', '9', '+14155552671'],
    ['914155552671', 'US', '9', '+14155552671'],
    ['9 011 44 1632 960123', 'US', '9', '+441632960123'],
    ['9,4155552671', 'US', '9,', '+14155552671'],
    ['9030123456', 'DE', '9', '+4930123456'],
    ['0030123456', 'DE', '0', '+4930123456'],
    ['00049 30 123456', 'DE', '0', '+4930123456'],
    ['902079460000', 'GB', '9', '+442079460000'],
    // What is a number as it is stays that number.
    ['9495550123', 'US', '9', '+19495550123'],
    ['+4930123456', 'DE', '0', '+4930123456'],
    ['030123456', 'DE', '0', '+4930123456'],
    ['0049 30 123456', 'DE', '0', '+4930123456'],
    ['9102', 'US', '9', '9102'],
    ['94155552671', 'US', '', '94155552671'],
    ['94155552671', 'US', '8', '94155552671'],
  ])('%s in %s after %s is %s', (text, region, outsideLine, number) => {
    expect(toE164(text, region, outsideLine)).toBe(number);
  });
});

describe('the key of comparison', () => {
  it.each([
    ['+5215512345678', '+525512345678'],
    ['+5491123456789', '+541123456789'],
    ['+5511987654321', '+551187654321'],
    ['+22997123456', '+2290197123456'],
    ['+5712345678', '+576012345678'],
    ['+52 1 55 1234 5678', '+525512345678'],
  ])('is one for %s and %s', (one, other) => {
    expect(comparisonKey(one)).toBe(comparisonKey(other));
  });
  it.each([
    // A landline, and a mobile whose ninth digit is not certain to be new.
    ['+5511934567890', '+551134567890'],
    ['+5511972345678', '+551172345678'],
    ['+14155550123', '+14155550124'],
    ['+491001', '1001'],
  ])('is not one for %s and %s', (one, other) => {
    expect(comparisonKey(one)).not.toBe(comparisonKey(other));
  });
  it('is its own key, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\+(?:52|54|55|229|57)\d{6,11}$/)), (text) => {
        expect(comparisonKey(comparisonKey(text))).toBe(comparisonKey(text));
      }),
    );
  });
});

it('reads what it has read into the same, whatever the text', () => {
  const texts = fc.oneof(
    fc.string(),
    fc.stringMatching(/^\+?\d{1,16}$/),
    fc.stringMatching(/^(?:sip|tel):[+\d.a-z]{1,14}(?:@[a-z\d.]{1,12})?$/),
  );
  fc.assert(
    fc.property(texts, fc.constantFrom('US', 'DE', 'GB', 'MX', null), (text, region) => {
      const once = toE164(text, region);
      expect(toE164(once, region)).toBe(once);
    }),
    { numRuns: 2000 },
  );
});

/** Recognises what networks and phone systems write in the place of a number that the caller withheld. */
import { getCountries, getCountryCallingCode } from 'libphonenumber-js/max';

/**
 * Words that say it, folded as {@link foldWords} folds a text: small letters, no marks. Each is enough, alone or beside words
 * for "number" and "caller". Languages in turn: English, German, French, Spanish and Portuguese, Italian, Dutch, Nordic, Slavic,
 * Hungarian, Romanian, Turkish, Greek, Cyrillic, Hebrew, Arabic, Indonesian.
 */
const withheldWords = new Set(
  `anonymous restricted unknown unavailable private withheld blocked hidden suppressed undisclosed unidentified unlisted
   confidential secret concealed unpublished null undefined none nil nan
   anonym unbekannt unbekannte unbekannter unterdruckt unterdrueckt privat verborgen geheim gesperrt unbekanntes
   anonyme inconnu inconnue masque masquee cache cachee prive privee secrete indisponible restreint confidentiel
   anonimo anonima desconocido desconocida oculto oculta privado privada restringido bloqueado reservado
   desconhecido desconhecida restrito confidencial indisponivel escondido
   sconosciuto sconosciuta nascosto nascosta riservato riservata privato privata
   anoniem onbekend onbekende afgeschermd verborgen geheim geblokkeerd
   okand okant hemligt hemlig dolt dold skyddat ukendt hemmeligt hemmelig skjult ukjent tuntematon salainen estetty piilotettu nimeton
   anonimowy anonimowe nieznany nieznane prywatny prywatne zastrzezony zastrzezone ukryty ukryte niedostepny
   anonymni neznamy nezname skryte skryty soukrome soukromy utajene utajeny sukromne sukromny anonymne anonimno nepoznat nepoznato skriven skriveno
   ismeretlen rejtett privat titkos necunoscut ascuns bilinmeyen gizli ozel anonim
   αγνωστος αγνωστο ανωνυμος ανωνυμο ιδιωτικος απορρητο αποκρυψη
   аноним анонимный анонимно неизвестный неизвестно неизвестен скрыт скрытый скрыто частный приватный невідомий невідомо прихований приховано анонім
   неизвестен скрит таен
   חסוי פרטי אנונימי خاص مجهول محجوب مخفي tersembunyi pribadi anonim rahasia`
    .split(/\s+/)
    .map((word) => foldWords(word)),
);
/** Words beside them, which alone say nothing. */
const fillerWords = new Set(
  `number numbers no caller callers call calling id cid clid cli name party user subscriber identity
   nummer rufnummer anrufer anruf anrufernummer telefonnummer numero appel appelant correspondant num llamada llamante chamada chamador
   chiamata chiamante nummeret samtal opkald anrop oppringer beller numer telefonu cislo volajici hivo szam apelant arayan numara
   αριθμος αριθμου κληση номер абонент виклик вызов מספר رقم nomor de di el la le du der die das`
    .split(/\s+/)
    .map((word) => foldWords(word)),
);
/** Languages that write both words as one: "Privatnummer". */
const fillerEnding = /(?<=.{4})(?:s?nummer|rufnummer|anrufer|nummeret|number|numret|numero)$/;
/** Phrases none of whose words is enough, and scripts that put no blanks between words; folded as well. */
const withheldPhrases = new Set(
  [
    ...[
      'n a',
      'na',
      'no caller id',
      'no callerid',
      'no id',
      'no number',
      'no cli',
      'no clid',
      'no name',
      'no caller',
    ],
    ...[
      'not available',
      'not provided',
      'not known',
      'not disclosed',
      'not set',
      'not shown',
      'number not available',
    ],
    ...[
      'out of area',
      'out of area call',
      'outofarea',
      'callerid blocked',
      'caller id not available',
      'payphone',
      'pay phone',
      'coin',
    ],
    ...[
      'nicht verfugbar',
      'nicht ubermittelt',
      'keine rufnummer',
      'keine nummer',
      'ohne rufnummer',
      'rufnummer nicht verfugbar',
    ],
    ...['non disponible', 'numero non disponible', 'non communique', 'pas de numero', 'sans numero'],
    ...[
      'no disponible',
      'sin numero',
      'no identificado',
      'numero no disponible',
      'nao disponivel',
      'nao identificado',
      'sem numero',
    ],
    ...[
      'non disponibile',
      'numero non disponibile',
      'senza numero',
      'niet beschikbaar',
      'geen nummer',
      'nummer niet beschikbaar',
    ],
    ...[
      'ej tillganglig',
      'ikke tilgjengelig',
      'ikke tilgængelig',
      'ei numeroa',
      'ei saatavilla',
      'brak numeru',
      'numer niedostepny',
    ],
    ...[
      'не определен',
      'номер не определен',
      'недоступен',
      'номер недоступен',
      'без номера',
      'не визначено',
      'номер не определён',
    ],
    ...[
      'לא ידוע',
      'לא זמין',
      'غير معروف',
      'غير متاح',
      'رقم غير معروف',
      'tidak dikenal',
      'tidak diketahui',
      'khong xac dinh',
      'so rieng',
      'an danh',
    ],
    ...[
      '非通知',
      '非通知設定',
      '非通知着信',
      '番号非通知',
      '公衆電話',
      '表示圏外',
      '通知不可能',
      '通知不可',
      '不明',
      '匿名',
      '未知',
      '未知号码',
      '未知號碼',
    ],
    ...[
      '未知来电',
      '私人号码',
      '私人號碼',
      '隐藏号码',
      '隱藏號碼',
      '号码隐藏',
      '保密',
      '保密号码',
      '无法显示',
      '無法顯示',
      '不显示号码',
      '未顯示號碼',
      '無號碼',
      '无号码',
    ],
    ...[
      '발신번호표시제한',
      '발신번호 표시제한',
      '발신번호 표시 제한',
      '발신번호제한',
      '발신자표시제한',
      '발신자 표시 제한',
      '알 수 없음',
      '번호없음',
      '비공개',
    ],
    ...[
      'अज्ञात',
      'निजी',
      'निजी नंबर',
      'अज्ञात नंबर',
      'ไม่ทราบ',
      'ไม่ทราบหมายเลข',
      'ส่วนตัว',
      'หมายเลขส่วนตัว',
      'ไม่แสดงหมายเลข',
      'ปกปิด',
    ],
  ].map((phrase) => foldWords(phrase)),
);
/** One letter, as North American networks write it: private, out of area, unknown (Bellcore GR-30 and GR-31, absence of a number). */
const marker = /^[pou]$/i;

/** English words as some networks spell them on the keypad (2 is A, B or C, and so on), which then passes for a number. */
const keypadWords = [
  'anonymous',
  'restricted',
  'unknown',
  'unavailable',
  'private',
  'withheld',
  'blocked',
  'outofarea',
];
const keypadDigits = new Set(keypadWords.map((word) => word.replace(/[a-z]/g, keyOf)));
/** Shorter ones are some countries' real numbers, and need a plus before them. */
const shortestBareKeypadWord = 9;

function keyOf(letter: string): string {
  const keys = ['abc', 'def', 'ghi', 'jkl', 'mno', 'pqrs', 'tuv', 'wxyz'];
  return String(keys.findIndex((letters) => letters.includes(letter)) + 2);
}

/** Small letters without marks, blanks instead of everything that is neither letter nor digit. */
function foldWords(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/ø/g, 'o')
    .replace(/ł/g, 'l')
    .replace(/ı/g, 'i')
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
}

function saysSo(text: string): boolean {
  const folded = foldWords(text);
  if (withheldPhrases.has(folded)) return true;
  const words = folded.split(' ');
  const isSaying = (word: string): boolean =>
    withheldWords.has(word) || withheldWords.has(word.replace(fillerEnding, ''));
  return words.some(isSaying) && words.every((word) => isSaying(word) || fillerWords.has(word));
}

const callingCodes = new Set(getCountries().map((country) => String(getCountryCallingCode(country))));
const isCodeAndZeros = (digits: string): boolean =>
  [1, 2, 3].some(
    (length) => callingCodes.has(digits.slice(0, length)) && /^0{7,}$/.test(digits.slice(length)),
  );

/** All zeros, with or without a country code before them; 2600hz Kazoo writes ten of them for a caller who withheld. */
const isZeros = (digits: string): boolean => /^0+$/.test(digits) || isCodeAndZeros(digits);

function isKeypadWord(digits: string, isInternational: boolean): boolean {
  if (keypadDigits.has(digits)) return isInternational || digits.length >= shortestBareKeypadWord;
  // Put behind North America's code: no number of it has nine digits or eleven.
  return (
    isInternational && digits.startsWith('1') && digits.length !== 11 && keypadDigits.has(digits.slice(1))
  );
}

/**
 * Whether a text in a number's place says that there is none: words of a common language, zeros, a word on the keypad, a
 * marker, or no letter and digit at all.
 * @param text without display name, scheme and host (`numberAddress`).
 */
export function isWithheld(text: string): boolean {
  // Android's constants for unknown, private and payphone are -1 to -3.
  if (!/[\p{L}\p{N}]/u.test(text) || /^-\d$/.test(text) || marker.test(text)) return true;
  const compact = text.replace(/[\s().\-/]/g, '');
  if (/^\+?\d+$/.test(compact)) {
    const digits = compact.replace('+', '');
    const isInternational = compact.startsWith('+');
    // A keypad word comes in one piece; people write their numbers with blanks and hyphens.
    const isInOnePiece = /^\+?\d+$/.test(text);
    return isZeros(digits) || (isInOnePiece && isKeypadWord(digits, isInternational));
  }
  return saysSo(text);
}

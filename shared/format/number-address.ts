/** Takes the forms apart in which a number is written as an address: SIP and tel URIs, name-addr, user@host. */

export interface NumberAddress {
  /** What names somebody: the user part of an address, the subscriber of a tel URI, else the text itself. */
  readonly user: string;
  /** The host of an address; null where there is none. */
  readonly host: string | null;
  /** It names a host and nobody on it ("sip:198.51.100.7"), so that no digit of it is a number's. */
  readonly isHost: boolean;
  /** The name before an address in angle brackets, without quotes; empty where there is none. */
  readonly displayName: string;
  /** The prefix that makes a local number a global one (RFC 3966, phone-context), such as "+1" or "+1914555"; else null. */
  readonly context: string | null;
  /** The address in its shortest form, for one that is no number: no display name, brackets, parameters and headers. */
  readonly text: string;
}

/** Format and direction marks, which are no part of a number. */
const invisible = /[\p{Cf}\uFEFF]/gu;
const quotes = /^["'“”„‚‘’«»`]+|["'“”„‚‘’«»`]+$/gu;
/** Of what can hold a number, beside SIP and tel. */
const scheme = /^(sips?|tel|callto|phone|pstn|whatsapp|pres|im):\s*/i;

const unquoted = (text: string): string => text.trim().replace(quotes, '').trim();

/** What stands in angle brackets (RFC 3261, name-addr), and the name before it. */
function nameAndAddress(text: string): { displayName: string; address: string } {
  const [, name, inBrackets] = /^([^<]*)<([^>]*)>?[^>]*$/.exec(text) ?? [];
  return inBrackets === undefined
    ? { displayName: '', address: unquoted(text) }
    : { displayName: unquoted(name ?? ''), address: unquoted(inBrackets) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The digits of a phone-context that is a global number's beginning; a domain name says nothing about the number. */
function contextOf(parameters: string): string | null {
  const [, context] = /(?:^|;)phone-context=([^;]*)/i.exec(parameters) ?? [];
  const compact = decoded(context ?? '').replace(/[\s().-]/g, '');
  return /^\+\d{1,15}$/.test(compact) ? compact : null;
}

/** Parts a user or subscriber from the parameters behind it, of which an extension stays. */
function parted(text: string): { user: string; context: string | null } {
  const end = text.indexOf(';');
  if (end < 0) return { user: text, context: null };
  const parameters = text.slice(end);
  const [, extension] = /;(?:ext|isub)=(\d+)/i.exec(parameters) ?? [];
  const user = text.slice(0, end);
  return {
    user: extension === undefined ? user : `${user};ext=${extension}`,
    context: contextOf(parameters),
  };
}

/** Takes a text apart that stands in a number's place. It may be anything: a caller chooses it. */
export function numberAddress(text: string): NumberAddress {
  const { displayName, address } = nameAndAddress(text.replace(invisible, '').replace(/＋/g, '+').trim());
  const [prefix = '', kind = ''] = scheme.exec(address) ?? [];
  const rest = address.slice(prefix.length);
  const at = rest.lastIndexOf('@');
  const isSip = /^sips?$/i.test(kind);
  if (at >= 0) {
    const host = rest.slice(at + 1).replace(/[;?>].*$/, '');
    const { user, context } = parted(rest.slice(0, at));
    const name = decoded(user.replace(/:.*$/, '')).trim();
    const shortened = `${prefix.trim()}${user.replace(/;ext=\d+$/, '')}@${host}`;
    return { user: name, host, isHost: false, displayName, context, text: shortened };
  }
  const { user, context } = parted(rest.replace(/\?.*$/, ''));
  const name = decoded(user).trim();
  const isHost = isSip && !/^\+?\d+$/.test(name);
  const isName = /[a-z]/i.test(name.replace(/;ext=\d+$/, ''));
  return {
    user: name,
    host: isHost ? name.replace(/:\d+$/, '') : null,
    isHost,
    displayName,
    context,
    text: kind === '' || isHost || isName ? address : name,
  };
}

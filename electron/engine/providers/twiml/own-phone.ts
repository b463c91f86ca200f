/**
 * Calls that a phone of the account's own places: a softphone (`client:dana`) or a device registered with the account's SIP
 * domain (`sip:dana@acme.sip.twilio.com`; twilio.com/docs/voice/api/sip-registration). A PBX that passes on a call from outside
 * names the caller's number there, under the same domain (Asterisk's `fromdomain`). To Twilio they come in like any other:
 * `Direction` is `inbound`, and the application that picks up dials the number that was wanted.
 */

const addressOfRecord = /^sips?:([^@;]+)@([^;:]+)/i;

const telephoneNumber = /^\+?\d{7,15}$/;

/** Whether `From` is such a phone. A caller of another domain, or with a telephone number, comes in from outside. */
export function isOwnPhone(from: string | null, to: string | null): boolean {
  if (from?.startsWith('client:')) return true;
  const [, user = '', host] = addressOfRecord.exec(from ?? '') ?? [];
  const domain = host?.toLowerCase();
  return (
    domain !== undefined &&
    !telephoneNumber.test(user) &&
    /\.sip(\.[a-z0-9-]+)*\.(twilio|signalwire)\.com$/.test(domain) &&
    domain === addressOfRecord.exec(to ?? '')?.[2]?.toLowerCase()
  );
}

/** The number that such a phone dialled: `sip:+14155550123@acme.sip.twilio.com` is that number. */
export function dialledNumber(to: string | null): string | null {
  const user = addressOfRecord.exec(to ?? '')?.[1];
  return user !== undefined && /^\+?\d{3,15}$/.test(user) ? user : to;
}

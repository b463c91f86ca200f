/**
 * Calls that a phone of the account's own places: a softphone (`client:dana`) or a device registered with the account's SIP
 * domain (`sip:dana@acme.sip.twilio.com`; twilio.com/docs/voice/api/sip-registration). To Twilio they come in like any other:
 * `Direction` is `inbound`, and the application that picks up dials the number that was wanted.
 */

const addressOfRecord = /^sips?:([^@;]+)@([^;:]+)/i;

/** Whether `From` is such a phone. A caller of another domain comes in from outside. */
export function isOwnPhone(from: string | null, to: string | null): boolean {
  if (from?.startsWith('client:')) return true;
  const domain = addressOfRecord.exec(from ?? '')?.[2]?.toLowerCase();
  return (
    domain !== undefined &&
    /\.sip(\.[a-z0-9-]+)*\.(twilio|signalwire)\.com$/.test(domain) &&
    domain === addressOfRecord.exec(to ?? '')?.[2]?.toLowerCase()
  );
}

/** The number that such a phone dialled: `sip:+14155550123@acme.sip.twilio.com` is that number. */
export function dialledNumber(to: string | null): string | null {
  const user = addressOfRecord.exec(to ?? '')?.[1];
  return user !== undefined && /^\+?\d{3,15}$/.test(user) ? user : to;
}

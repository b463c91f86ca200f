/** A source of every provider, and of every scheme that a provider has, with a secret that the simulator can sign with. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { ProviderId } from '#shared/providers/index.ts';

export interface SimulatedCase {
  name: string;
  provider: ProviderId;
  secrets: string[];
  options: Record<string, unknown>;
  privateKey: KeyObject | null;
  /** Whether what is signed includes the time of sending. */
  hasTime: boolean;
  /** Whether credentials are sent only after a challenge. */
  isChallenged: boolean;
}

/** Public in the vendor's form, and the private key that goes with it. */
function keyPair(): { publicKey: string; privateKey: KeyObject } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const bytes = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
  return { publicKey: bytes.toString('base64'), privateKey };
}

/** @param words tell the secrets of one call from those of another. */
export function simulatedSources(words = 'of the simulator tests'): SimulatedCase[] {
  const base64Key = Buffer.from(`a key ${words}`).toString('base64');
  const source = (provider: ProviderId, more: Partial<SimulatedCase> = {}): SimulatedCase => ({
    name: provider,
    provider,
    secrets: [`secret ${words}`.replaceAll(' ', '-')],
    options: {},
    privateKey: null,
    hasTime: false,
    isChallenged: false,
    ...more,
  });
  const telnyxKeys = keyPair();
  const webhookKeys = keyPair();
  const timed = { hasTime: true };
  return [
    source('twilio'),
    source('ringcentral'),
    source('aircall'),
    source('quo', { ...timed, secrets: [`whsec_${base64Key}`] }),
    source('quo', { ...timed, name: 'quo-older', secrets: [base64Key] }),
    source('dialpad'),
    source('zoom', timed),
    source('telnyx', { ...timed, secrets: [telnyxKeys.publicKey], privateKey: telnyxKeys.privateKey }),
    source('plivo'),
    source('vonage', timed),
    source('justcall'),
    source('bandwidth', { secrets: [`simulator:password ${words}`], isChallenged: true }),
    source('signalwire'),
    source('sinch', { ...timed, secrets: [base64Key], options: { applicationKey: 'application' } }),
    source('ringover'),
    source('hmac'),
    source('hmac', { ...timed, name: 'hmac-stripe', options: { preset: 'stripe' } }),
    source('hmac', { name: 'hmac-github', options: { preset: 'github' } }),
    source('hmac', { ...timed, name: 'hmac-time', options: { timestampHeader: 'x-time' } }),
    source('standard-webhooks', { ...timed, secrets: [`whsec_${base64Key}`] }),
    source('standard-webhooks', {
      ...timed,
      name: 'standard-webhooks-key',
      secrets: [`whpk_${webhookKeys.publicKey}`],
      privateKey: webhookKeys.privateKey,
    }),
    source('cloudevents'),
  ];
}

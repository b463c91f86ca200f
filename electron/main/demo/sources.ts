import { randomBytes } from 'node:crypto';
import type { SettingsSource } from '#shared/config/settings.ts';

/** A fictional phone system with a real secret, which is used once. */
export interface DemoSource {
  source: SettingsSource & { publicUrl?: string };
  secret: string;
}

/** The public address that Twilio's signature covers. `.example` is reserved by RFC 2606. */
export const twilioPublicUrl = 'https://ringback.example/hooks/demo-twilio';

export interface DemoSources {
  twilio: DemoSource;
  standardWebhooks: DemoSource;
  stripeStyle: DemoSource;
}

/** Creates one source for each signature scheme of the demo, with random secrets. */
export function createDemoSources(): DemoSources {
  return {
    twilio: {
      source: {
        id: 'demo-twilio',
        name: 'Demo: Twilio',
        provider: 'twilio',
        publicUrl: twilioPublicUrl,
        options: {},
      },
      secret: randomBytes(16).toString('hex'),
    },
    standardWebhooks: {
      source: {
        id: 'demo-standard-webhooks',
        name: 'Demo: Standard Webhooks',
        provider: 'standard-webhooks',
        options: {},
      },
      secret: `whsec_${randomBytes(24).toString('base64')}`,
    },
    stripeStyle: {
      source: { id: 'demo-hmac', name: 'Demo: HMAC', provider: 'hmac', options: { preset: 'stripe' } },
      secret: randomBytes(32).toString('hex'),
    },
  };
}

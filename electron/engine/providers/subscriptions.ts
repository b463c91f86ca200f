/** The vendors whose API tells of their webhooks. */
import type { ProviderId } from '#shared/config/sources.ts';
import { aircallSubscriptions } from './aircall/subscription.ts';
import type { SubscriptionVendor } from './contract/subscription.ts';
import { dialpadCredentials } from './dialpad/api.ts';
import { dialpadSubscriptions } from './dialpad/subscription.ts';
import { quoSubscriptions } from './quo/subscription.ts';
import { ringCentralCredentials } from './ringcentral/login.ts';
import { ringCentralSubscriptions } from './ringcentral/subscription.ts';
import { telnyxSubscriptions } from './telnyx/subscription.ts';

export const subscriptionVendors: Partial<Record<ProviderId, SubscriptionVendor>> = {
  ringcentral: { name: 'RingCentral', credentials: ringCentralCredentials, api: ringCentralSubscriptions },
  aircall: { name: 'Aircall', credentials: ['apiId', 'apiToken'], api: aircallSubscriptions },
  dialpad: { name: 'Dialpad', credentials: dialpadCredentials, api: dialpadSubscriptions },
  quo: { name: 'Quo', credentials: ['apiKey'], api: quoSubscriptions },
  telnyx: { name: 'Telnyx', credentials: ['apiKey'], api: telnyxSubscriptions },
};

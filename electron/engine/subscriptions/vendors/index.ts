/** The vendors whose API tells of their webhooks. */
import type { ProviderId } from '#shared/sources.ts';
import { dialpadCredentials } from '../../vendor-api/dialpad.ts';
import { ringCentralCredentials } from '../../vendor-api/ringcentral-login.ts';
import type { SubscriptionVendor } from '../vendor.ts';
import { aircallSubscriptions } from './aircall.ts';
import { dialpadSubscriptions } from './dialpad.ts';
import { quoSubscriptions } from './quo.ts';
import { ringCentralSubscriptions } from './ringcentral.ts';
import { telnyxSubscriptions } from './telnyx.ts';

export const subscriptionVendors: Partial<Record<ProviderId, SubscriptionVendor>> = {
  ringcentral: { name: 'RingCentral', credentials: ringCentralCredentials, api: ringCentralSubscriptions },
  aircall: { name: 'Aircall', credentials: ['apiId', 'apiToken'], api: aircallSubscriptions },
  dialpad: { name: 'Dialpad', credentials: dialpadCredentials, api: dialpadSubscriptions },
  quo: { name: 'Quo', credentials: ['apiKey'], api: quoSubscriptions },
  telnyx: { name: 'Telnyx', credentials: ['apiKey'], api: telnyxSubscriptions },
};

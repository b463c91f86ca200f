/** Genuine deliveries, as the listener hands them over. */
import {
  type DeliveryContent,
  provedByVerdict,
  type VerifiedDelivery,
} from '../../electron/engine/intake/verified-delivery.ts';

type Parts = Pick<DeliveryContent, 'receivedAt' | 'body'> & Partial<DeliveryContent>;

const deliveryOf = (origin: 'webhook' | 'test', { proof, ...content }: Parts): VerifiedDelivery =>
  provedByVerdict(
    { genuine: true, secretIndex: 0, ...(proof === undefined ? {} : { proof }) },
    { sourceId: 'main', query: '', contentType: 'application/json', headers: null, ...content },
    origin,
  );

export const webhookDelivery = (parts: Parts): VerifiedDelivery => deliveryOf('webhook', parts);

/** One that the engine sent to itself, to try a source out. */
export const testCallDelivery = (parts: Parts): VerifiedDelivery => deliveryOf('test', parts);

/** Genuine deliveries, as the listener hands them over. */
import {
  type DeliveryContent,
  provedByVerdict,
  type VerifiedDelivery,
} from '../../electron/engine/intake/verified-delivery.ts';

export const webhookDelivery = ({
  proof,
  ...content
}: Pick<DeliveryContent, 'receivedAt' | 'body'> & Partial<DeliveryContent>): VerifiedDelivery =>
  provedByVerdict(
    { genuine: true, secretIndex: 0, ...(proof === undefined ? {} : { proof }) },
    { sourceId: 'main', query: '', contentType: 'application/json', headers: null, ...content },
    'webhook',
  );

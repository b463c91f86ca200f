import { EmptyState } from '@mantine/core';
import { type Icon, IconChecks, IconInbox, IconShieldCheck } from '@tabler/icons-react';
import type { DeliveryView } from './views.ts';

const words: Record<DeliveryView, { icon: Icon; title: string; text: string }> = {
  deliveries: {
    icon: IconInbox,
    title: 'Nothing was delivered yet',
    text: 'Everything that the phone systems send is listed here, newest first.',
  },
  quarantine: {
    icon: IconShieldCheck,
    title: 'Nothing was refused',
    text: 'Requests that could not be proved genuine are kept here, with the reason.',
  },
  'dead-letters': {
    icon: IconChecks,
    title: 'Everything was processed',
    text: 'Genuine events that cannot be read are kept here, and can be tried again.',
  },
};

/** A list of deliveries without any. */
export function EmptyDeliveries({ view }: { view: DeliveryView }) {
  const { icon: Icon, title, text } = words[view];
  return (
    <EmptyState py={72} px="md" icon={<Icon size={36} stroke={1.4} />} title={title} description={text} />
  );
}

import { EmptyState } from '@mantine/core';
import { type Icon, IconChecks, IconFilter, IconInbox, IconShieldCheck } from '@tabler/icons-react';
import type { DeliveryView } from './views.ts';

interface Words {
  icon: Icon;
  title: string;
  text: string;
}

const words: Record<DeliveryView, Words> = {
  deliveries: {
    icon: IconInbox,
    title: 'No deliveries yet',
    text: 'All deliveries from your phone systems, newest first.',
  },
  quarantine: {
    icon: IconShieldCheck,
    title: 'Nothing was refused',
    text: 'Requests that could not be verified are kept here, with the reason.',
  },
  'dead-letters': {
    icon: IconChecks,
    title: 'Everything was processed',
    text: 'Genuine events that cannot be read are kept here. You can retry them.',
  },
};

const noneOfOutcome: Words = {
  icon: IconFilter,
  title: 'No delivery with this outcome',
  text: 'Choose another outcome above.',
};

/** The empty list of deliveries. `isFiltered`: the filter may hide others. */
export function EmptyDeliveries({ view, isFiltered }: { view: DeliveryView; isFiltered: boolean }) {
  const { icon: Icon, title, text } = isFiltered ? noneOfOutcome : words[view];
  return (
    <EmptyState py={72} px="md" icon={<Icon size={36} stroke={1.4} />} title={title} description={text} />
  );
}

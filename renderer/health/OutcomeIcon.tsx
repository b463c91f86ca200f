import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCopy,
  IconHeartHandshake,
  IconShieldX,
} from '@tabler/icons-react';
import type { Delivery } from '#shared/contract/deliveries.ts';
import classes from './health.module.css';

const icons = {
  accepted: IconCircleCheck,
  duplicate: IconCopy,
  rejected: IconShieldX,
  failed: IconAlertTriangle,
  handshake: IconHeartHandshake,
} as const;

/** The icon of a delivery's outcome. The text beside it says the same, so it is hidden from screen readers. */
export function OutcomeIcon({ outcome }: Pick<Delivery, 'outcome'>) {
  const Icon = icons[outcome];
  return (
    <span className={classes.outcome} data-outcome={outcome} aria-hidden>
      <Icon size={18} stroke={1.6} />
    </span>
  );
}

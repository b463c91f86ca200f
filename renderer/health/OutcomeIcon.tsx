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

/** Tells the outcome by shape; the row says it in words beside. */
export function OutcomeIcon({ outcome }: Pick<Delivery, 'outcome'>) {
  const Icon = icons[outcome];
  return (
    <span className={classes.outcome} data-outcome={outcome} aria-hidden>
      <Icon size={18} stroke={1.6} />
    </span>
  );
}

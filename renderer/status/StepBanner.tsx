import { IconPlugConnectedX } from '@tabler/icons-react';
import type { SetupStep } from '#shared/status/setup-steps.ts';
import { StepButton } from './StepButton.tsx';
import classes from './status.module.css';

/** A step of the setup that is still to be taken. */
export function StepBanner({ step }: { step: SetupStep }) {
  return (
    <li className={classes.banner} data-severity="warning">
      <IconPlugConnectedX size={18} stroke={1.7} aria-hidden className={classes.icon} />
      <p className={classes.sentence}>
        <span className={classes.headline}>{step.headline}.</span> {step.reason}
      </p>
      <StepButton step={step} />
    </li>
  );
}

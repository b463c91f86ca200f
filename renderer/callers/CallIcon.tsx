import {
  IconPhone,
  IconPhoneCall,
  IconPhoneIncoming,
  IconPhoneOutgoing,
  IconPhoneX,
  IconRecordMail,
} from '@tabler/icons-react';
import type { Call } from '#shared/contract/calls.ts';
import classes from './CallIcon.module.css';

const icons = {
  ringing: IconPhoneCall,
  answered: IconPhoneIncoming,
  missed: IconPhoneX,
  voicemail: IconRecordMail,
  other: IconPhone,
} as const;

/** The icon of a call's outcome. The text beside it says the same, so it is hidden from screen readers. */
export function CallIcon({ call }: { call: Call }) {
  const Icon = call.direction === 'outbound' ? IconPhoneOutgoing : icons[call.outcome];
  return (
    <span className={classes.icon} data-outcome={call.outcome} aria-hidden>
      <Icon size={18} stroke={1.6} />
    </span>
  );
}

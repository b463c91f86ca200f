import {
  type Icon,
  IconHeartRateMonitor,
  IconHistory,
  IconPhoneCall,
  IconSettings,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useSummary } from '../data/queries.ts';
import classes from './frame.module.css';

interface RailLinkProps {
  to: '/follow-ups' | '/calls' | '/health' | '/settings';
  icon: Icon;
  label: string;
  count?: number;
}

function RailLink({ to, icon: Icon, label, count = 0 }: RailLinkProps) {
  return (
    <Link to={to} className={classes.link} title={label} activeOptions={{ includeSearch: false }}>
      <Icon size={19} stroke={1.6} aria-hidden />
      <span className={classes.label}>{label}</span>{' '}
      {count > 0 && <span className={classes.count}>{count}</span>}
    </Link>
  );
}

/** The way between the screens. */
export function Rail() {
  const toCallBack = useSummary().data?.toCallBack ?? 0;
  return (
    <nav className={classes.rail} aria-label="Screens">
      <RailLink to="/follow-ups" icon={IconPhoneCall} label="To call back" count={toCallBack} />
      <RailLink to="/calls" icon={IconHistory} label="All calls" />
      <div className={classes.gap} />
      <RailLink to="/health" icon={IconHeartRateMonitor} label="Health" />
      <RailLink to="/settings" icon={IconSettings} label="Settings" />
    </nav>
  );
}

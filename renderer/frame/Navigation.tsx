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

interface NavigationLinkProps {
  to: '/follow-ups' | '/calls' | '/health' | '/settings';
  icon: Icon;
  label: string;
  count?: number;
}

function NavigationLink({ to, icon: Icon, label, count = 0 }: NavigationLinkProps) {
  return (
    <Link to={to} className={classes.link} title={label} activeOptions={{ includeSearch: false }}>
      <Icon size={19} stroke={1.6} aria-hidden />
      <span className={classes.label}>{label}</span>{' '}
      {count > 0 && <span className={classes.count}>{count}</span>}
    </Link>
  );
}

/** The links to the screens. */
export function Navigation() {
  const toCallBack = useSummary().data?.toCallBack ?? 0;
  return (
    <nav className={classes.navigation} aria-label="Screens">
      <NavigationLink to="/follow-ups" icon={IconPhoneCall} label="To call back" count={toCallBack} />
      <NavigationLink to="/calls" icon={IconHistory} label="All calls" />
      <div className={classes.gap} />
      <NavigationLink to="/health" icon={IconHeartRateMonitor} label="Health" />
      <NavigationLink to="/settings" icon={IconSettings} label="Settings" />
    </nav>
  );
}

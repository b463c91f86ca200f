import { Outlet, useNavigate } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';
import { useCrmRefusal } from '../callers/use-crm-refusal.ts';
import { useBridge } from '../data/bridge.ts';
import { DoneProvider } from '../follow-ups/DoneProvider.tsx';
import { SourceDraftProvider } from '../settings/source-draft.tsx';
import { StatusBanners } from '../status/StatusBanners.tsx';
import { StatusLine } from '../status/StatusLine.tsx';
import { Announcer } from './Announcer.tsx';
import classes from './frame.module.css';
import { KeysDialog } from './KeysDialog.tsx';
import { Navigation } from './Navigation.tsx';

/** Navigates when a notification or the tray requests it. */
function useNavigateRequests(): void {
  const bridge = useBridge();
  const navigate = useNavigate();
  const crmRefusal = useCrmRefusal();
  const showRefusal = useEffectEvent(crmRefusal.show);
  useEffect(
    () =>
      bridge.app.onNavigate(({ view, callId, refusal }) => {
        const search = callId === null ? {} : { call: callId };
        if (view === 'settings') void navigate({ to: '/settings' });
        else if (view === 'calls') void navigate({ to: '/calls', search });
        else void navigate({ to: '/follow-ups', search });
        if (refusal) showRefusal(refusal);
      }),
    [bridge, navigate],
  );
}

/** The frame around every screen: navigation, status line and banners. */
export function Frame() {
  useNavigateRequests();
  return (
    <DoneProvider>
      <div className={classes.frame}>
        <Navigation />
        <div className={classes.column}>
          <StatusLine />
          <StatusBanners />
          <main className={classes.main}>
            <SourceDraftProvider>
              <Outlet />
            </SourceDraftProvider>
          </main>
        </div>
      </div>
      <Announcer />
      <KeysDialog />
    </DoneProvider>
  );
}

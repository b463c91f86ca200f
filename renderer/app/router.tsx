import {
  createRootRoute,
  createRoute,
  createRouter,
  type RouterHistory,
  redirect,
} from '@tanstack/react-router';
import { z } from 'zod';
import { CallsScreen } from '../callers/CallsScreen.tsx';
import { FollowUpsScreen } from '../follow-ups/FollowUpsScreen.tsx';
import { Frame } from '../frame/Frame.tsx';
import { HealthScreen } from '../health/HealthScreen.tsx';
import { healthSearch } from '../health/views.ts';
import { MappingScreen } from '../settings/mapping/MappingScreen.tsx';
import { SettingsScreen } from '../settings/SettingsScreen.tsx';
import { SourceScreen } from '../settings/SourceScreen.tsx';

/** Search parameters of the call lists. `call` is the ID of the call to show, set by a notification or the tray. */
const callSearch = z.object({ call: z.string().optional().catch(undefined) });
const followUpSearch = callSearch.extend({
  list: z.enum(['open', 'closed']).optional().catch(undefined),
});

const root = createRootRoute({ component: Frame });
const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/follow-ups' });
  },
});
const followUps = createRoute({
  getParentRoute: () => root,
  path: '/follow-ups',
  validateSearch: followUpSearch,
  component: FollowUpsScreen,
});
const calls = createRoute({
  getParentRoute: () => root,
  path: '/calls',
  validateSearch: callSearch,
  component: CallsScreen,
});
const health = createRoute({
  getParentRoute: () => root,
  path: '/health',
  validateSearch: healthSearch,
  component: HealthScreen,
});
const settings = createRoute({ getParentRoute: () => root, path: '/settings', component: SettingsScreen });
/** The page of a source. The ID `new` stands for a source that is being added; Settings never assigns it. */
const source = createRoute({
  getParentRoute: () => root,
  path: '/settings/sources/$sourceId',
  component: SourceScreen,
});

const mapping = createRoute({
  getParentRoute: () => root,
  path: '/settings/sources/$sourceId/fields',
  component: MappingScreen,
});

const routeTree = root.addChildren([start, followUps, calls, health, settings, source, mapping]);

/** Creates the router of the window's pages. */
export const createAppRouter = (history: RouterHistory) => createRouter({ routeTree, history });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}

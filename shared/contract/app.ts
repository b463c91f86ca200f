/** The app itself. */
import { z } from 'zod';
import type { ShellMethods, WindowEvents } from './method.ts';

export const appShellMethods = {
  'app.getInfo': {
    request: z.object({}),
    response: z.object({
      name: z.string(),
      version: z.string(),
      platform: z.string(),
      runtime: z.string(),
      dataFolder: z.string(),
    }),
  },
} as const satisfies ShellMethods;

export const appEvents = {
  /** A notification or the tray asks the window to show something. */
  'app.navigate': z.object({
    view: z.enum(['follow-ups', 'calls', 'settings']),
    callId: z.string().nullable(),
  }),
} as const satisfies WindowEvents;

/** The contract of the app itself. */
import { z } from 'zod';
import type { ShellMethods, WindowEvents } from './method.ts';
import { refusalSchema } from './outcome.ts';

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
  /** Emitted when a notification or the tray opens a view. */
  'app.navigate': z.object({
    view: z.enum(['follow-ups', 'calls', 'settings']),
    callId: z.string().nullable(),
    /** Why the CRM did not open instead; absent when the view was asked for. */
    refusal: refusalSchema.optional(),
  }),
} as const satisfies WindowEvents;

/** The only file that touches ipcMain: every channel checks its sender and its request before a handler sees it. */
import { type IpcMainInvokeEvent, ipcMain, type WebFrameMain } from 'electron';
import { z } from 'zod';
import {
  type IpcAnswer,
  type WindowMethod,
  type WindowResponse,
  windowMethods,
} from '#shared/contract/ipc.ts';
import type { Log } from '../log/log.ts';
import { toIpcError } from './errors.ts';

type Parsed<C extends WindowMethod> = z.output<(typeof windowMethods)[C]['request']>;

/** One handler a channel: a channel without one, or a handler without its channel, does not compile. */
export type Handlers = {
  [C in WindowMethod]: (request: Parsed<C>) => WindowResponse<C> | Promise<WindowResponse<C>>;
};

export interface RegisterOptions {
  handlers: Handlers;
  /** Whether a frame is the app's own page. */
  isTrusted(frame: WebFrameMain): boolean;
  log: Log;
}

/** The frame must be read before anything is awaited: it is gone after a navigation. */
const isTrustedSender = (event: IpcMainInvokeEvent, isTrusted: RegisterOptions['isTrusted']): boolean =>
  event.senderFrame !== null && isTrusted(event.senderFrame);

/** Answers all channels of the contract. */
export function registerHandlers({ handlers, isTrusted, log }: RegisterOptions): void {
  const register = <C extends WindowMethod>(channel: C): void => {
    const schema: z.ZodType = windowMethods[channel].request;
    const handle: Handlers[C] = handlers[channel];
    ipcMain.handle(channel, async (event, raw: unknown): Promise<IpcAnswer<WindowResponse<C>>> => {
      if (!isTrustedSender(event, isTrusted)) {
        log('warn', 'ipc: refused a foreign sender', { channel, url: event.senderFrame?.url ?? null });
        return {
          ok: false,
          error: { code: 'untrusted-sender', message: 'Only Ringback’s own window may ask this.' },
        };
      }
      const request = schema.safeParse(raw);
      if (!request.success) {
        log('warn', 'ipc: refused a request', { channel, issues: z.prettifyError(request.error) });
        return { ok: false, error: { code: 'invalid-request', message: z.prettifyError(request.error) } };
      }
      try {
        return { ok: true, value: await handle(request.data as Parsed<C>) };
      } catch (error) {
        log('error', 'ipc: handler failed', { channel, error });
        return { ok: false, error: toIpcError(error) };
      }
    });
  };
  for (const channel of Object.keys(windowMethods) as WindowMethod[]) register(channel);
}

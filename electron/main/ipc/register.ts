/** The IPC channels. This is the only file that uses ipcMain. Each channel checks its sender and request first. */
import { type IpcMainInvokeEvent, ipcMain, type WebFrameMain } from 'electron';
import type { z } from 'zod';
import {
  type IpcAnswer,
  type WindowHandlers,
  type WindowMethod,
  type WindowParams,
  type WindowResponse,
  windowMethodNames,
  windowMethods,
} from '#shared/contract/ipc.ts';
import type { Log } from '../log/log.ts';
import { toIpcError } from './errors.ts';
import { describeIssues, isWithinBounds } from './request-bounds.ts';

export interface RegisterOptions {
  handlers: WindowHandlers<WindowMethod>;
  /** True when a frame is the app's own page. */
  isTrusted(frame: WebFrameMain): boolean;
  log: Log;
}

/** True when the app's own page sent the event. Call it before any await: a navigation removes the frame. */
const isTrustedSender = (event: IpcMainInvokeEvent, isTrusted: RegisterOptions['isTrusted']): boolean =>
  event.senderFrame !== null && isTrusted(event.senderFrame);

/** Registers a handler for each channel of the contract. */
export function registerHandlers({ handlers, isTrusted, log }: RegisterOptions): void {
  const register = <C extends WindowMethod>(channel: C): void => {
    const schema: z.ZodType = windowMethods[channel].request;
    const handle: WindowHandlers<C>[C] = handlers[channel];
    ipcMain.handle(channel, async (event, raw: unknown): Promise<IpcAnswer<WindowResponse<C>>> => {
      if (!isTrustedSender(event, isTrusted)) {
        log('warn', 'ipc: refused a foreign sender', { channel, url: event.senderFrame?.url ?? null });
        return {
          ok: false,
          error: { code: 'untrusted-sender', message: 'Only Ringback’s own window may ask this.' },
        };
      }
      if (!isWithinBounds(raw)) {
        log('warn', 'ipc: refused a request that is too large', { channel });
        return { ok: false, error: { code: 'invalid-request', message: 'The request is too large.' } };
      }
      const request = schema.safeParse(raw);
      if (!request.success) {
        const issues = describeIssues(request.error);
        log('warn', 'ipc: refused a request', { channel, issues });
        return { ok: false, error: { code: 'invalid-request', message: issues } };
      }
      try {
        return { ok: true, value: await handle(request.data as WindowParams<C>) };
      } catch (error) {
        log('error', 'ipc: handler failed', { channel, error });
        return { ok: false, error: toIpcError(error) };
      }
    });
  };
  for (const channel of windowMethodNames) register(channel);
}

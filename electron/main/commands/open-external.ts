import { app, shell } from 'electron';
import type { RefusalCode } from '#shared/contract/outcome.ts';
import { openWithXdg } from '../platform/xdg-open.ts';

/** An address that was not opened. `bad-address`: it is not allowed. `no-program`: the system has no program for it. */
export class OpenExternalError extends Error {
  override readonly name = 'OpenExternalError';
  readonly code: Extract<RefusalCode, 'bad-address' | 'no-program'>;
  constructor(code: OpenExternalError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

const allowedProtocols = new Set(['https:', 'tel:']);

/**
 * Opens an address in the system's program for it. Only https and tel, re-serialised.
 * @throws OpenExternalError
 */
export async function openExternal(address: string): Promise<void> {
  if (!URL.canParse(address)) throw new OpenExternalError('bad-address', 'This is not a complete address.');
  const url = new URL(address);
  if (!allowedProtocols.has(url.protocol))
    throw new OpenExternalError('bad-address', `Addresses that begin with ${url.protocol} are not opened.`);
  const what = url.protocol === 'tel:' ? 'calls' : 'links';
  const noProgram = `No program on this computer opens ${what} (${url.protocol}).`;
  let isOpened = false;
  try {
    isOpened = await openBySystem(url);
  } catch (error) {
    throw new OpenExternalError('no-program', noProgram, { cause: error });
  }
  if (!isOpened) throw new OpenExternalError('no-program', noProgram);
}

/** Opens an address. @returns false when the system has no program for it. */
async function openBySystem(url: URL): Promise<boolean> {
  if (process.platform === 'linux') return await openWithXdg(url);
  if (app.getApplicationNameForProtocol(url.href) === '') return false;
  await shell.openExternal(url.href);
  return true;
}

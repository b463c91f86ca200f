import { shell } from 'electron';

/** The address may not be handed to the operating system, or the system did not take it. */
class OpenExternalError extends Error {
  override readonly name = 'OpenExternalError';
}

const allowedProtocols = new Set(['https:', 'tel:']);

/**
 * Opens an address in the program that the system has for it. Only https and tel, re-serialised.
 * @throws OpenExternalError
 */
export async function openExternal(address: string): Promise<void> {
  if (!URL.canParse(address)) throw new OpenExternalError('This is not a complete address.');
  const url = new URL(address);
  if (!allowedProtocols.has(url.protocol))
    throw new OpenExternalError(`Addresses that begin with ${url.protocol} are not opened.`);
  try {
    await shell.openExternal(url.href);
  } catch (error) {
    throw new OpenExternalError('The system has no program for this address.', { cause: error });
  }
}

/** The only file that touches ipcRenderer. */
import { ipcRenderer } from 'electron';
import type { IpcAnswer, WindowEvent, WindowMethod } from '#shared/contract/ipc.ts';

/** Asks the main process. Rejects with an IpcError, as plain data: an Error would lose its code on the way to the page. */
export async function invoke(method: WindowMethod, request: unknown): Promise<unknown> {
  const answer: IpcAnswer<unknown> = await ipcRenderer.invoke(method, request);
  if (answer.ok) return answer.value;
  throw answer.error;
}

/** Listens to the main process. @returns the unsubscriber. */
export function subscribe(event: WindowEvent, listener: (payload: unknown) => void): () => void {
  const forward = (_event: unknown, payload: unknown): void => listener(payload);
  ipcRenderer.on(event, forward);
  return () => {
    ipcRenderer.off(event, forward);
  };
}

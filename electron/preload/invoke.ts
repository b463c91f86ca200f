/** The IPC of the preload script. This is the only file that uses ipcRenderer. */
import { ipcRenderer } from 'electron';
import type { IpcAnswer, WindowEvent, WindowMethod } from '#shared/contract/ipc.ts';

/** Calls a method of the main process. Rejects with an IpcError as plain data, because an Error would lose its code. */
export async function invoke(method: WindowMethod, request: unknown): Promise<unknown> {
  const answer: IpcAnswer<unknown> = await ipcRenderer.invoke(method, request);
  if (answer.ok) return answer.value;
  throw answer.error;
}

/** Subscribes to an event of the main process. @returns a function that unsubscribes. */
export function subscribe(event: WindowEvent, listener: (payload: unknown) => void): () => void {
  const forward = (_event: unknown, payload: unknown): void => listener(payload);
  ipcRenderer.on(event, forward);
  return () => {
    ipcRenderer.off(event, forward);
  };
}

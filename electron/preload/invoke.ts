/** The only file that touches ipcRenderer. */
import { ipcRenderer } from 'electron';
import type {
  IpcAnswer,
  WindowEvent,
  WindowEventPayload,
  WindowMethod,
  WindowRequest,
  WindowResponse,
} from '#shared/contract/ipc.ts';

/** Asks the main process. Rejects with an IpcError, as plain data: an Error would lose its code on the way to the page. */
export async function invoke<C extends WindowMethod>(
  channel: C,
  request: WindowRequest<C>,
): Promise<WindowResponse<C>> {
  const answer: IpcAnswer<WindowResponse<C>> = await ipcRenderer.invoke(channel, request);
  if (answer.ok) return answer.value;
  throw answer.error;
}

/** Listens to the main process. @returns the unsubscriber. */
export function subscribe<C extends WindowEvent>(
  channel: C,
  listener: (payload: WindowEventPayload<C>) => void,
): () => void {
  const forward = (_event: unknown, payload: WindowEventPayload<C>): void => listener(payload);
  ipcRenderer.on(channel, forward);
  return () => {
    ipcRenderer.off(channel, forward);
  };
}

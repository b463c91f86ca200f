/** The only file that touches ipcRenderer. */
import { ipcRenderer } from 'electron';
import type {
  EventChannel,
  EventPayload,
  InvokeChannel,
  InvokeRequest,
  InvokeResponse,
  IpcAnswer,
} from '#shared/contract/ipc.ts';

/** Asks the main process. Rejects with an IpcError, as plain data: an Error would lose its code on the way to the page. */
export async function invoke<C extends InvokeChannel>(
  channel: C,
  request: InvokeRequest<C>,
): Promise<InvokeResponse<C>> {
  const answer: IpcAnswer<InvokeResponse<C>> = await ipcRenderer.invoke(channel, request);
  if (answer.ok) return answer.value;
  throw answer.error;
}

/** Listens to the main process. @returns the unsubscriber. */
export function subscribe<C extends EventChannel>(
  channel: C,
  listener: (payload: EventPayload<C>) => void,
): () => void {
  const forward = (_event: unknown, payload: EventPayload<C>): void => listener(payload);
  ipcRenderer.on(channel, forward);
  return () => {
    ipcRenderer.off(channel, forward);
  };
}

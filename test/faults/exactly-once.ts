/** The promise that every scenario ends with: acknowledged = stored = a call = notified, each exactly once. */
import { storedCalls, storedDeliveries } from '../support/engine-process.ts';
import { eventually } from '../support/eventually.ts';
import type { Lives } from './lives.ts';

export interface Tally {
  acknowledged: number;
  stored: number;
  calls: number;
  notified: number;
  problems: string[];
}

/** Waits until the running engine has told of everything, ends it, and compares. Missed calls of `hmac` sources only. */
export async function expectExactlyOnce(lives: Lives, acknowledged: ReadonlySet<string>): Promise<Tally> {
  const problems: string[] = [];
  // A digest tells of several at once.
  const told = () =>
    lives.notifications().flatMap(({ id, call, calls = [call] }) => calls.map((one) => [id, one] as const));
  const notified = () => new Set(told().map(([, call]) => call.providerCallId));
  await eventually(
    () => notified().size,
    (size) => size >= acknowledged.size,
    60_000,
  ).catch((error: unknown) => problems.push(`notified: ${String(error)}`));
  const code = await lives.stop();
  if (code !== 0) problems.push(`the last engine ended with ${code}`);
  const deliveries = await storedDeliveries(lives.dataFolder);
  const accepted = deliveries.filter(({ outcome }) => outcome === 'accepted');
  const storedIds = new Set(accepted.map(({ eventId }) => eventId));
  const calls = await storedCalls(lives.dataFolder);
  const callIds = new Set(calls.map(({ providerCallId }) => providerCallId));
  const ids = new Set(told().map(([id, call]) => `${id} ${call.id}`));
  const notifiedIds = notified();

  for (const id of acknowledged) {
    if (!storedIds.has(id)) problems.push(`${id} was acknowledged and is not stored`);
    const callId = id.replace('evt_', 'call_');
    if (!callIds.has(callId)) problems.push(`${id} was acknowledged and is no call`);
    if (!notifiedIds.has(callId)) problems.push(`${id} was acknowledged and not notified`);
  }
  if (accepted.length !== storedIds.size) problems.push('an event is stored twice');
  if (calls.length !== callIds.size) problems.push('a call is there twice');
  if (ids.size !== notifiedIds.size) problems.push('a call was notified under two IDs');
  const failed = deliveries.filter(({ outcome }) => outcome === 'failed');
  if (failed.length > 0) problems.push(`${failed.length} could not be processed: ${failed[0]?.reason}`);
  return {
    acknowledged: acknowledged.size,
    stored: accepted.length,
    calls: calls.length,
    notified: ids.size,
    problems: problems.slice(0, 20),
  };
}

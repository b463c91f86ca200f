/**
 * The intake of sockets: frames are verified and stored like webhooks. A vendor sends a frame only once, so a frame that cannot be
 * stored is held and retried; the socket is paused meanwhile.
 */

import type { Inbox } from '../intake/inbox.ts';
import { keptOf, type UnacceptedDelivery } from '../intake/quarantine.ts';
import { provedByConnection, provedByVerdict, type VerifiedDelivery } from '../intake/verified-delivery.ts';
import type { Authenticator } from '../providers/contract/provider.ts';
import type { Frame, Intake } from '../providers/contract/socket.ts';
import type { SkewDetector } from '../sources/clock-skew.ts';
import type { Clock } from '../util/clock.ts';

export interface IntakeOptions {
  sourceId: string;
  /** Verifies frames; null where the connection itself is the proof. */
  authenticator: Authenticator | null;
  /** The other end, for the quarantine. */
  sender: string;
  inbox: Pick<Inbox, 'append'>;
  clock: Clock;
  skew: SkewDetector;
  onUnaccepted(delivery: UnacceptedDelivery): void;
  /** @param at milliseconds since the Unix epoch. */
  onProved(sourceId: string, secretIndex: number, at: number): void;
  /** Called with true when too much waits to be stored, and with false when it is stored. */
  onPressure(isHigh: boolean): void;
}

const retryMs = 500;
/** Held bytes at which the socket is paused, and at which it resumes. */
const highBytes = 8 * 1024 * 1024;
const lowBytes = 1024 * 1024;
/** The status of a webhook without proof. */
const refusedStatus = 401;

export interface SocketIntake extends Intake {
  /** Resolves when everything received is stored, or after `limitMs`. */
  drained(limitMs: number): Promise<void>;
  /** Drops what is not stored yet. */
  stop(): void;
}

export function createIntake({
  sourceId,
  authenticator,
  sender,
  inbox,
  clock,
  skew,
  onUnaccepted,
  onProved,
  onPressure,
}: IntakeOptions): SocketIntake {
  const retries = new Set<NodeJS.Timeout>();
  let heldBytes = 0;
  let held = 0;
  let onEmpty = (): void => {};
  let isHigh = false;
  let isStopped = false;

  const hold = (bytes: number): void => {
    heldBytes += bytes;
    const is = isHigh ? heldBytes > lowBytes : heldBytes > highBytes;
    if (is === isHigh) return;
    isHigh = is;
    onPressure(is);
  };

  /** Returns the verified delivery; null where the frame is refused. */
  const verify = ({ body, contentType }: Frame, receivedAt: number): VerifiedDelivery | null => {
    if (!authenticator) return provedByConnection({ sourceId, receivedAt, contentType, body }, 'socket');
    const request = { method: 'POST', query: '', headers: {}, body };
    const verdict = authenticator.verify(request, receivedAt);
    if (verdict.genuine) {
      skew.onAccepted(sourceId);
      if (verdict.secretIndex !== null) onProved(sourceId, verdict.secretIndex, receivedAt);
      const content = { sourceId, receivedAt, query: '', contentType, headers: null, body };
      return provedByVerdict(verdict, content, 'socket');
    }
    if (verdict.claimedAt !== undefined && authenticator.verify(request, verdict.claimedAt).genuine)
      skew.onRefused(sourceId, verdict.claimedAt, receivedAt);
    onUnaccepted({
      sourceId,
      receivedAt,
      outcome: 'rejected',
      status: refusedStatus,
      reason: verdict.reason,
      reasonCode: verdict.code,
      sender,
      ...keptOf(request),
      origin: 'socket',
    });
    return null;
  };

  return {
    receive(frame, onStored) {
      const receivedAt = clock.now();
      const delivery = verify(frame, receivedAt);
      if (!delivery) return onStored();
      const { body } = frame;
      held += 1;
      hold(body.length);
      const append = (): void =>
        inbox.append(delivery, (result) => {
          if (isStopped) return;
          if (result.outcome === 'unavailable') {
            const retry = setTimeout(() => {
              retries.delete(retry);
              append();
            }, retryMs);
            retries.add(retry);
            return;
          }
          held -= 1;
          hold(-body.length);
          onStored();
          if (held === 0) onEmpty();
        });
      append();
    },
    drained: (limitMs) =>
      new Promise((resolve) => {
        if (held === 0) return resolve();
        const limit = setTimeout(resolve, limitMs);
        onEmpty = () => {
          clearTimeout(limit);
          resolve();
        };
      }),
    stop() {
      isStopped = true;
      for (const retry of retries) clearTimeout(retry);
      retries.clear();
    },
  };
}

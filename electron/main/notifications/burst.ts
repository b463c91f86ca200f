/**
 * Bursts: when more callers than a rep can look at are notified within a minute, their pop-ups become one. It is replaced in
 * place while more come.
 */
import type { Call } from '#shared/contract/calls.ts';
import { contactOf } from '#shared/contract/contact.ts';
import type { EngineNotification } from '#shared/contract/notifications.ts';
import { minuteMs } from '#shared/util/instant.ts';

/** Number of callers within a minute that have pop-ups of their own. */
const mostCallers = 5;
/** Number of calls that one pop-up is about. A longer storm begins another. */
const mostCalls = 500;

interface Noted {
  call: Call;
  at: number;
}

/** Decides which notifications share one pop-up. Times are milliseconds since the Unix epoch. */
export class Burst {
  #recent: Noted[] = [];
  #isOn = false;

  /** Notes a notification about one call. @returns true when it belongs to the shared pop-up. */
  note({ call }: EngineNotification, now: number): boolean {
    this.#endWhenOver(now);
    this.#recent = this.#recent.filter((one) => one.call.id !== call.id);
    this.#recent.push({ call, at: now });
    const callers = new Set(this.#recent.map((one) => contactOf(one.call)));
    this.#isOn ||= callers.size > mostCallers;
    return this.#isOn;
  }

  /** The calls of the shared pop-up, newest first. */
  get calls(): Call[] {
    return this.#recent.map(({ call }) => call).reverse();
  }

  /** Removes a call. */
  remove(isRemoved: (call: Call) => boolean): void {
    this.#recent = this.#recent.filter(({ call }) => !isRemoved(call));
  }

  /** A burst is over a minute after its last notification. Before it begins, only the last minute counts. */
  #endWhenOver(now: number): void {
    const isRecent = ({ at }: Noted): boolean => at <= now && now - at < minuteMs;
    const last = this.#recent.at(-1);
    if (this.#isOn && last && isRecent(last) && this.#recent.length < mostCalls) return;
    this.#recent = this.#isOn ? [] : this.#recent.filter(isRecent);
    this.#isOn = false;
  }
}

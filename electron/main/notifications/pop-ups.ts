/** The pop-ups that the system shows, and which calls each is about. */
import type { Call } from '#shared/contract/calls.ts';
import type { ShownNotification } from './system.ts';

interface PopUp {
  calls: readonly Call[];
  shown: ShownNotification;
}

/** Number of pop-ups that stay clickable: more than any notification centre keeps. */
const mostLive = 500;

/** A new database restarts its IDs at 1, so the phone system's ID is compared too. */
const isSameCall = (a: Call, b: Call): boolean =>
  a.id === b.id && a.sourceId === b.sourceId && a.providerCallId === b.providerCallId;

/** The live pop-ups, oldest first. */
export class PopUps {
  #live: PopUp[] = [];

  add(popUp: PopUp): void {
    this.#live.push(popUp);
    if (this.#live.length > mostLive) this.#live.shift();
  }

  /** Closes the pop-ups whose calls all match, except `kept`. */
  closeWhere(matches: (call: Call) => boolean, kept?: ShownNotification): void {
    const isClosed = ({ calls, shown }: PopUp): boolean => shown !== kept && calls.every(matches);
    const closed = this.#live.filter(isClosed);
    this.#live = this.#live.filter((popUp) => !isClosed(popUp));
    for (const { shown } of closed) shown.close();
  }
}

/** True for the calls among these. */
export const isAmong =
  (calls: readonly Call[]) =>
  (call: Call): boolean =>
    calls.some((one) => isSameCall(one, call));

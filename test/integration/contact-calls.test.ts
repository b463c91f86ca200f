import { describe, expect, it } from 'vitest';
import { contactOf, withheldContact } from '#shared/contract/contact.ts';
import { engineMethods } from '#shared/contract/engine-protocol.ts';
import type { Store } from '../../electron/engine/store-thread/store.ts';
import { appendEvents, openTestStore, workOff } from '../support/store.ts';

const start = Date.UTC(2026, 10, 23, 14, 0, 0);
const now = start + 86_400_000;
const caller = '+14155550123';
const own = '+14155550100';

/** The event of a missed call. @param minute when it was, after `start`. */
function missed(id: string, minute: number, parties: { from: string | null; to?: string }) {
  const startedAt = new Date(start + minute * 60_000).toISOString();
  const direction = parties.from === own ? 'outbound' : 'inbound';
  const data = { callId: id, direction, to: own, startedAt, ...parties };
  return { id: `evt ${id}`, type: 'call.missed', timestamp: startedAt, data };
}

function open(events: readonly object[]): Store {
  const store = openTestStore({ clock: { now: () => now } });
  appendEvents(store, events, now);
  workOff(store);
  return store;
}

const list = (store: Store, request: { contact?: string; limit?: number; before?: string }) =>
  engineMethods['calls.list'].response.parse(store.request('calls.list', { limit: 100, ...request }));

describe("a contact's calls", () => {
  it('are listed newest first in pages, in either direction, however many calls of others lie between', () => {
    const others = Array.from({ length: 1000 }, (_, n) =>
      missed(`other ${n}`, n, { from: `+1415556${1000 + n}` }),
    );
    const theirs = [0, 300, 500.5, 999, 1200].map((minute) =>
      missed(`call ${minute}`, minute, minute === 300 ? { from: own, to: caller } : { from: caller }),
    );
    const store = open([...others, ...theirs]);
    expect(list(store, {}).total).toBe(1005);

    const pages = [list(store, { contact: caller, limit: 2 })];
    for (let last = pages[0]; last?.nextBefore; pages.push(last))
      last = list(store, { contact: caller, limit: 2, before: last.nextBefore });
    expect(pages.map(({ calls }) => calls.map(({ providerCallId }) => providerCallId))).toEqual([
      ['call 1200', 'call 999'],
      ['call 500.5', 'call 300'],
      ['call 0'],
    ]);
    expect(pages.map(({ total }) => total)).toEqual([5, 5, 5]);
    store.close();
  });

  it('end with the page that holds the last of them, also where that is full', () => {
    const store = open([1, 2].map((minute) => missed(`call ${minute}`, minute, { from: caller })));
    expect(list(store, { contact: caller, limit: 2 })).toMatchObject({ nextBefore: null, total: 2 });
    expect(list(store, { contact: caller, limit: 1 }).nextBefore).not.toBeNull();
    expect(list(store, { contact: '+14155550199' })).toEqual({ calls: [], nextBefore: null, total: 0 });
    store.close();
  });

  it('are that call alone where the number is withheld, and the key of each call says whose it is', () => {
    const store = open([
      missed('call 1', 1, { from: null }),
      missed('call 2', 2, { from: 'anonymous' }),
      missed('call 3', 3, { from: caller }),
    ]);
    const { calls } = list(store, {});
    expect(calls).toHaveLength(3);
    for (const call of calls)
      expect(list(store, { contact: contactOf(call) })).toEqual({
        calls: [call],
        nextBefore: null,
        total: 1,
      });
    expect(contactOf(calls[2] as (typeof calls)[number])).toBe(withheldContact(String(calls[2]?.id)));
    store.close();
  });
});

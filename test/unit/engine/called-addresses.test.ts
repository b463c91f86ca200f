import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CalledAddress } from '../../../electron/engine/sources/address-table.ts';
import { createCalledAddresses } from '../../../electron/engine/sources/called-addresses.ts';
import { liveSourceSchema } from '../../../shared/config/sources.ts';

const first = 'https://first.example';
const second = 'https://second.example';
const source = (more: object = {}) => liveSourceSchema.parse({ id: 'desk', provider: 'hmac', ...more });

function start(sources = [source()]) {
  const stored = new Map<string, CalledAddress>();
  let now = 1_000;
  let changes = 0;
  const addresses = createCalledAddresses({
    now: () => now,
    keep: (address) => stored.set(address.sourceId, address),
    forget: (id) => stored.delete(id),
    onChange: () => {
      changes += 1;
    },
  });
  addresses.setSources(sources);
  const later = (): void => {
    now += 1_000;
  };
  return { addresses, stored, later, changes: () => changes };
}

describe('the address that a phone system calls', () => {
  it('is stale as soon as the tunnel has another one, and no more once an event comes over that', () => {
    const { addresses, later } = start();
    addresses.setCurrent(first);
    addresses.onEvent('desk', { host: 'first.example' });
    expect(addresses.staleOf('desk')).toBeNull();
    later();
    addresses.setCurrent(second);
    expect(addresses.staleOf('desk')).toEqual({
      called: first,
      current: second,
      since: 2_000,
      leadsHere: false,
    });
    later();
    addresses.onEvent('desk', { host: 'second.example' });
    expect(addresses.staleOf('desk')).toBeNull();
  });

  it('survives a restart, and is not known before the first event', () => {
    const before = start();
    before.addresses.setCurrent(first);
    before.addresses.onEvent('desk', {});
    const after = start();
    after.addresses.setCurrent(second);
    expect(after.addresses.staleOf('desk')).toBeNull();
    after.addresses.load([...before.stored.values()]);
    expect(after.addresses.staleOf('desk')).toMatchObject({ called: first, current: second });
  });

  it('is what the rep says, for that address only, and not proved by it', () => {
    const { addresses, later } = start();
    addresses.setCurrent(first);
    addresses.onEvent('desk', {});
    addresses.setCurrent(second);
    addresses.confirm('desk');
    expect(addresses.staleOf('desk')).toBeNull();
    expect(addresses.isUnproved('desk')).toBe(true);
    later();
    addresses.setCurrent('https://third.example');
    expect(addresses.staleOf('desk')).toMatchObject({ called: second });
    addresses.setCurrent(second);
    addresses.onEvent('desk', {});
    expect(addresses.isUnproved('desk')).toBe(false);
  });

  it('is still the old one where events name it, also where the old one leads here as well', () => {
    const { addresses, later, changes } = start();
    addresses.setCurrent(first);
    addresses.onEvent('desk', { host: 'first.example' });
    addresses.setCurrent(second);
    later();
    const before = changes();
    addresses.onEvent('desk', { 'x-forwarded-host': 'first.example', host: '127.0.0.1:4519' });
    expect(addresses.staleOf('desk')).toMatchObject({ called: first, leadsHere: true });
    expect(changes()).toBe(before + 1);
    // A host that nobody knows says nothing.
    addresses.onEvent('desk', { host: 'elsewhere.example' });
    expect(addresses.staleOf('desk')).toBeNull();
  });

  it('is not the tunnel’s business where something outside forwards, or over a socket', () => {
    const gateway = source({ publicUrl: 'https://gateway.example/hooks/desk' });
    const { addresses, stored } = start([gateway]);
    addresses.setCurrent(first);
    addresses.onEvent('desk', {});
    expect(stored.size).toBe(0);
    const socket = start([source({ transport: 'socket' })]);
    socket.addresses.load([{ sourceId: 'desk', origin: first, knownAt: 1, knownBy: 'event' }]);
    socket.addresses.setCurrent(second);
    expect(socket.addresses.staleOf('desk')).toBeNull();
  });

  it('is forgotten with its phone system', () => {
    const { addresses, stored } = start();
    addresses.setCurrent(first);
    addresses.onEvent('desk', {});
    addresses.setSources([]);
    expect(stored.size).toBe(0);
  });

  it('is written down whenever it differs, whatever the order', () => {
    const step = fc.oneof(
      fc.constantFrom(first, second, null).map((origin) => ({ origin })),
      fc.constantFrom('event' as const, 'rep' as const).map((act) => ({ act })),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { addresses, stored, later } = start();
        let current: string | null = null;
        let called: string | null = null;
        for (const one of steps) {
          later();
          if ('origin' in one) {
            current = one.origin;
            addresses.setCurrent(current);
          } else {
            if (one.act === 'event') addresses.onEvent('desk', {});
            else addresses.confirm('desk');
            called = current ?? called;
          }
          expect(stored.get('desk')?.origin ?? null).toBe(called);
          const isStale = called !== null && current !== null && called !== current;
          expect(addresses.staleOf('desk') !== null).toBe(isStale);
        }
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPeer } from '../../../../electron/engine/reachability/peer.ts';
import { rivalOf, stillKnown, withSighting } from '../../../../electron/engine/reachability/rival.ts';
import { liveTunnelSchema } from '../../../../shared/config/tunnel.ts';
import { lost, startWorld } from './world.ts';

const second = 1_000;
const minute = 60 * second;
const somebodyElse = { ...lost, code: 'wrong-destination' as const, status: 404, permanent: true };

describe('what two computers with one tunnel tell each other', () => {
  const ngrok = (secret: string) => liveTunnelSchema.parse({ settings: { kind: 'ngrok' }, secret });
  const peer = (secret: string, callsAt: number | null = null) =>
    createPeer({ tunnel: ngrok(secret), callsAt: () => callsAt, now: () => 10_000 });

  it('is how long ago calls came, and only who has the tunnel’s token can say it', () => {
    const told = peer('token', 4_000).tell('request', 'nonce', '1');
    expect(peer('token').read('request', 'nonce', '1', told)).toEqual({ callsAt: 4_000 });
    expect(peer('other').read('request', 'nonce', '1', told)).toBeNull();
    expect(peer('token').read('answer', 'nonce', '1', told)).toBeNull();
    expect(peer('token').read('request', 'another', '1', told)).toBeNull();
    expect(told).not.toContain('token');
    expect(peer('token').read('request', 'n', '1', peer('token').tell('request', 'n', '1'))).toEqual({
      callsAt: null,
    });
  });

  it('is never believed of anything else', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        expect(peer('token').read('request', 'nonce', '1', value)).toBeNull();
      }),
    );
    expect(peer('token').read('request', 'nonce', '1', undefined)).toBeNull();
  });
});

describe('another Ringback at the same address', () => {
  it.each([
    ['nobody got any', null, null, 'unknown'],
    ['only we', 5 * minute, null, 'here'],
    ['only the other', null, 5 * minute, 'there'],
    ['both', 5 * minute, 6 * minute, 'both'],
    ['we, but before the other came', -minute, 5 * minute, 'there'],
    ['the other, but long ago', 100 * minute, 5 * minute, 'here'],
  ] as const)('who gets the calls: %s', (_, ours, theirs, callsReach) => {
    const known = withSighting(null, { callsAt: theirs }, 0);
    expect(rivalOf(known, ours)).toMatchObject({ callsReach });
  });

  it('is forgotten after 10 min without a sign of it', () => {
    const known = withSighting(null, { callsAt: null }, 0);
    expect(stillKnown(known, 9 * minute)).toBe(known);
    expect(stillKnown(known, 11 * minute)).toBeNull();
    expect(withSighting(known, { callsAt: null }, 9 * minute)).toMatchObject({
      since: 0,
      seenAt: 9 * minute,
    });
  });

  it('makes a computer that proves its path and gets no calls say so, steadily', async () => {
    const world = await startWorld();
    await world.pass(minute);
    for (let at = 0; at < 10; at += 1) {
      world.supervisor.onRival({ callsAt: Date.parse('2026-11-23T14:00:00.000Z') + world.now() });
      await world.pass(18 * second);
      expect(world.supervisor.current).toMatchObject({
        phase: 'not-listening',
        reasonCode: 'other-ringback',
        rival: { callsReach: 'there' },
      });
    }
    expect(world.opens).toHaveLength(1);
    await world.pass(12 * minute);
    expect(world.supervisor.current).toMatchObject({ phase: 'listening', reason: null, rival: null });
  });

  it('is told at once where calls come here', async () => {
    const world = await startWorld();
    world.supervisor.onTraffic();
    world.supervisor.onRival({ callsAt: null });
    await world.pass(second);
    expect(world.supervisor.current).toMatchObject({ phase: 'listening', rival: { callsReach: 'here' } });
  });
});

it('does not forget an answer of somebody else with the next check that comes through', async () => {
  const world = await startWorld();
  await world.pass(minute);
  const sent = world.probes.length;
  world.path = { fault: somebodyElse };
  while (world.probes.length === sent) await world.pass(10);
  await world.pass(100);
  world.path = 'open';
  await world.pass(2 * second);
  expect(world.supervisor.current).toMatchObject({
    phase: 'listening',
    blockedCheck: { code: 'wrong-destination', status: 404 },
  });
  await world.pass(5 * minute);
  expect(world.supervisor.current.blockedCheck).not.toBeNull();
  await world.pass(8 * minute);
  expect(world.supervisor.current.blockedCheck).toBeNull();
});

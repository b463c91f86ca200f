import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { liveTunnelSchema } from '#shared/config/tunnel.ts';
import { lost, refused, seededRandom, sshTunnel, startWorld, type TestWorld } from './world.ts';

const second = 1_000;
const minute = 60 * second;
const phaseOf = ({ supervisor }: TestWorld) => supervisor.current.phase;

/** @returns milliseconds until it has this phase. */
async function timeUntil(world: TestWorld, phase: string, limitMs = 10 * minute): Promise<number> {
  const from = world.now();
  while (phaseOf(world) !== phase) {
    if (world.now() - from > limitMs) throw new Error(`Not ${phase} within ${limitMs} ms`);
    await world.pass(10);
  }
  return world.now() - from;
}

const percentile = (values: number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? 0;

async function steady(random?: () => number): Promise<TestWorld> {
  const world = await startWorld(sshTunnel, random);
  await world.pass(30 * second);
  expect(phaseOf(world)).toBe('listening');
  return world;
}

describe('the supervisor of the tunnel', () => {
  it('connects, probes, and says that it listens only then', async () => {
    const world = await startWorld();
    expect(phaseOf(world)).toBe('probing');
    expect(world.supervisor.current).toMatchObject({
      lastProofAt: null,
      publicUrl: 'https://calls.example.com',
    });
    await world.pass(second);
    expect(world.phases()).toEqual(['connecting', 'probing', 'listening']);
    expect(world.supervisor.current).toMatchObject({ reason: null, roundTripMs: 40, nextAttemptAt: null });
  });

  it('looks again 5 s after a change, then every 18 s', async () => {
    const world = await startWorld();
    await world.pass(minute);
    expect(world.probes).toEqual([0, 5_040, 23_080, 41_120, 59_160]);
  });

  it('says not-listening at once when the tunnel says so, and comes back by itself', async () => {
    const world = await steady();
    world.dropTunnel();
    expect(world.supervisor.current).toMatchObject({
      phase: 'not-listening',
      reason: 'The connection was lost.',
      reasonCode: 'network',
      fix: 'Check the internet connection.',
    });
    expect(world.supervisor.current.nextAttemptAt).not.toBeNull();
    expect(await timeUntil(world, 'listening')).toBeLessThan(500);
    expect(world.openCount).toBe(1);
  });

  it.each([10, 100, 5_000, 9_999, 17_990])(
    'says within 30 s that nothing arrives through a tunnel that stalls %i ms after a proof',
    async (afterProof) => {
      const world = await steady();
      const proof = world.probes.length;
      while (world.probes.length === proof) await world.pass(10);
      await world.pass(50 + afterProof);
      world.path = 'stalled';
      expect(await timeUntil(world, 'not-listening')).toBeLessThan(28 * second);
    },
  );

  it('asks twice before it says anything', async () => {
    const world = await steady();
    const before = world.told.length;
    world.path = { fault: lost };
    const sent = world.probes.length;
    while (world.probes.length === sent) await world.pass(10);
    await world.pass(500);
    world.path = 'open';
    await world.pass(2 * second);
    expect(phaseOf(world)).toBe('listening');
    expect(world.told.slice(before).every(({ phase }) => phase === 'listening')).toBe(true);
    expect(world.opens).toHaveLength(1);
  });

  it.each([
    ['10 s', 10 * second],
    ['5 min', 5 * minute],
  ])('is back within 5 s after an outage of %s, 95 times of 100', async (_, outage) => {
    const times: number[] = [];
    for (let seed = 1; seed <= 100; seed += 1) {
      const world = await steady(seededRandom(seed));
      world.refusal = lost;
      world.dropTunnel();
      await world.pass(outage);
      expect(phaseOf(world)).toBe('not-listening');
      world.refusal = null;
      times.push(await timeUntil(world, 'listening'));
    }
    console.log(
      `back after ${outage / 1000} s: p50 ${percentile(times, 0.5)} ms, p95 ${percentile(times, 0.95)} ms`,
    );
    expect(percentile(times, 0.95)).toBeLessThan(5 * second);
  });

  it('waits longer with each failure: up to 4 s at first, up to 30 s after 6 min, never longer', async () => {
    // The longest possible waits.
    const world = await steady(() => 1);
    world.refusal = lost;
    const opened = world.opens.length;
    world.dropTunnel();
    await world.pass(15 * minute);
    const times = world.opens.slice(opened);
    const waits = times.map((at, index) => at - (index === 0 ? 30 * second : (times[index - 1] ?? 0)));
    expect(waits.slice(0, 6)).toEqual([250, 500, 1000, 2000, 4000, 4000]);
    expect(Math.max(...waits)).toBe(30 * second);
    expect(waits.at(-1)).toBe(30 * second);
  });

  it('spreads its attempts over the whole wait (full jitter)', async () => {
    const first: number[] = [];
    for (let seed = 1; seed <= 200; seed += 1) {
      const world = await steady(seededRandom(seed));
      world.dropTunnel();
      first.push(
        Date.parse(world.supervisor.current.nextAttemptAt ?? '') - Date.parse(world.supervisor.current.since),
      );
    }
    expect(Math.min(...first)).toBeLessThan(25);
    expect(Math.max(...first)).toBeGreaterThan(225);
    expect(Math.max(...first)).toBeLessThanOrEqual(250);
  });

  it('does not hurry what needs the user: every 30 s', async () => {
    const world = await steady();
    world.refusal = refused;
    world.dropTunnel(refused);
    const from = world.opens.length;
    await world.pass(100 * second);
    const times = world.opens.slice(from);
    expect(times).toEqual([60, 90, 120].map((at) => at * second));
    expect(world.supervisor.current).toMatchObject({
      reason: 'The token is refused.',
      reasonCode: 'credentials',
      fix: 'Save another one.',
    });
  });

  it('tries again at once when it is told to', async () => {
    const world = await steady();
    world.refusal = refused;
    world.dropTunnel(refused);
    world.refusal = null;
    world.supervisor.reconnect();
    expect(await timeUntil(world, 'listening')).toBeLessThan(second);
  });

  it('gives up an opening that takes longer than 30 s', async () => {
    const world = await steady();
    world.refusal = 'hang';
    world.dropTunnel();
    await world.pass(25 * second);
    world.refusal = null;
    await world.pass(12 * second);
    expect(phaseOf(world)).toBe('listening');
    expect(world.openCount).toBe(1);
  });

  it('closes the tunnel before sleep and opens another one afterwards, whatever the first says', async () => {
    const world = await steady();
    world.supervisor.system('suspend');
    await world.pass(10);
    expect(world.supervisor.current).toMatchObject({
      phase: 'not-listening',
      reason: 'The computer went to sleep.',
      reasonCode: 'asleep',
    });
    expect(world.openCount).toBe(0);
    world.supervisor.system('resume');
    expect(world.supervisor.current.reason).toBe('The computer was asleep.');
    expect(await timeUntil(world, 'listening')).toBeLessThan(second);
    expect(world.opens).toHaveLength(2);
  });

  it('opens another tunnel after a sleep that nobody announced, and one after a sleep that did not come', async () => {
    const world = await steady();
    world.supervisor.system('resume');
    expect(phaseOf(world)).toBe('not-listening');
    await world.pass(second);
    expect(phaseOf(world)).toBe('listening');
    expect(world.opens).toHaveLength(2);
    world.supervisor.system('suspend');
    await world.pass(61 * second);
    expect(phaseOf(world)).toBe('listening');
    expect(world.opens).toHaveLength(3);
  });

  it('probes at once when the network changes, and opens another tunnel only if that fails', async () => {
    const world = await steady();
    const sent = world.probes.length;
    world.supervisor.system('network-changed');
    await world.pass(second);
    expect(world.probes).toHaveLength(sent + 1);
    expect(phaseOf(world)).toBe('listening');
    expect(world.opens).toHaveLength(1);
    world.path = { fault: lost };
    world.supervisor.system('network-changed');
    await world.pass(50);
    expect(phaseOf(world)).toBe('not-listening');
    world.path = 'open';
    expect(await timeUntil(world, 'listening')).toBeLessThan(second);
    expect(world.opens).toHaveLength(2);
  });

  it('does not wait out a long pause when the network comes back', async () => {
    const world = await steady(() => 1);
    world.refusal = lost;
    world.dropTunnel();
    await world.pass(20 * minute);
    world.refusal = null;
    world.supervisor.system('network-changed');
    expect(await timeUntil(world, 'listening')).toBeLessThan(500);
  });

  it("takes the phone system's own traffic for a proof, and asks later then", async () => {
    const world = await steady();
    const sent = world.probes.length;
    for (let at = 0; at < 10; at += 1) {
      await world.pass(10 * second);
      world.supervisor.onTraffic();
    }
    expect(world.probes.length - sent).toBeLessThanOrEqual(1);
    expect(phaseOf(world)).toBe('listening');
  });

  it('still asks once a minute while calls keep coming, as they do not show who else gets some', async () => {
    const world = await steady();
    const sent = world.probes.length;
    for (let at = 0; at < 200; at += 1) {
      await world.pass(3 * second);
      world.supervisor.onTraffic();
    }
    expect(world.probes.length - sent).toBeGreaterThanOrEqual(9);
    expect(world.probes.length - sent).toBeLessThanOrEqual(11);
  });

  it('does not say that it listens because of traffic alone', async () => {
    const world = await steady();
    world.path = 'stalled';
    world.refusal = lost;
    world.dropTunnel();
    world.supervisor.onTraffic();
    expect(phaseOf(world)).toBe('not-listening');
  });

  describe('with probes that are refused on their way', () => {
    const refusedAtEdge = {
      code: 'sign-in' as const,
      status: 403,
      message: 'It asks who is there.',
      fix: 'Let it through.',
      permanent: true,
    };
    const hairpin = { ...lost, errno: 'ECONNREFUSED' };
    const offline = { ...lost, errno: 'EAI_AGAIN' };
    const blocked = (fault: Exclude<TestWorld['path'], string>['fault']): Promise<TestWorld> =>
      startWorld(sshTunnel, seededRandom(1), { fault });
    const calls = async (world: TestWorld, forMs: number, everyMs: number): Promise<void> => {
      for (let at = 0; at < forMs; at += everyMs) {
        world.supervisor.onTraffic();
        await world.pass(everyMs);
      }
    };

    it.each([
      ['403', refusedAtEdge],
      ['connection refused', hairpin],
      ['no answer', lost],
    ])('never closes a tunnel over which calls come, nor says anything else: %s', async (_, fault) => {
      for (const everyMs of [2 * second, 5 * second, 15 * second]) {
        const world = await blocked(fault);
        await calls(world, 20 * minute, everyMs);
        expect(world.opens).toHaveLength(1);
        expect(world.phases()).not.toContain('not-listening');
        expect(world.supervisor.current).toMatchObject({
          phase: 'listening',
          blockedCheck: { code: fault.code, message: fault.message },
        });
      }
    });

    it.each([
      ['403', refusedAtEdge],
      ['connection refused', hairpin],
      ['no answer', lost],
    ])('never closes one where the refusals begin later: %s', async (_, fault) => {
      for (const everyMs of [5 * second, 20 * second, 50 * second]) {
        const world = await steady();
        await calls(world, minute, everyMs);
        world.path = { fault };
        await calls(world, 20 * minute, everyMs);
        expect(world.opens).toHaveLength(1);
        expect(phaseOf(world)).toBe('listening');
      }
    });

    it.each([
      ['403', refusedAtEdge],
      ['connection refused', hairpin],
    ])('keeps saying so through hours without calls, and asks less often: %s', async (_, fault) => {
      const world = await blocked(fault);
      await calls(world, minute, 5 * second);
      const sent = world.probes.length;
      await world.pass(180 * minute);
      const told = { phase: 'listening', blockedCheck: { code: fault.code } };
      expect(world.supervisor.current).toMatchObject(told);
      expect(world.opens).toHaveLength(1);
      expect(world.probes.length - sent).toBeLessThan(45);
      world.supervisor.system('resume');
      await world.pass(minute);
      expect(world.supervisor.current).toMatchObject(told);
    });

    it('says that it is not listening where no call ever came, and leaves the tunnel open', async () => {
      for (const fault of [refusedAtEdge, hairpin]) {
        const world = await blocked(fault);
        await world.pass(60 * minute);
        expect(world.supervisor.current).toMatchObject({ phase: 'not-listening', reasonCode: fault.code });
        expect(world.openCount).toBe(1);
        expect(world.opens.length).toBeLessThanOrEqual(10);
        world.supervisor.onTraffic();
        expect(world.supervisor.current).toMatchObject({
          phase: 'listening',
          blockedCheck: { code: fault.code },
        });
      }
    });

    it('still tells a loss within 30 s of the last call, and opens another tunnel', async () => {
      for (const fault of [hairpin, lost, offline]) {
        const world = await steady();
        await calls(world, minute, 5 * second);
        world.path = { fault };
        expect(await timeUntil(world, 'not-listening')).toBeLessThan(30 * second);
        await world.pass(3 * minute);
        expect(world.opens.length).toBeGreaterThan(1);
      }
    });

    it('believes a computer that is cut off, also where probes were refused before', async () => {
      const world = await blocked(hairpin);
      await calls(world, minute, 5 * second);
      world.path = { fault: offline };
      await world.pass(12 * minute);
      expect(phaseOf(world)).toBe('not-listening');
    });

    it('is plainly listening again as soon as a probe comes through', async () => {
      const world = await blocked(refusedAtEdge);
      await calls(world, minute, 5 * second);
      world.path = 'open';
      await world.pass(6 * minute);
      expect(world.supervisor.current).toMatchObject({ phase: 'listening', blockedCheck: null });
      world.path = { fault: refusedAtEdge };
      expect(await timeUntil(world, 'not-listening')).toBeLessThan(30 * second);
    });

    it('says the same whatever the order of calls and probes', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(
            fc.record({
              waitMs: fc.integer({ min: 0, max: 40_000 }),
              path: fc.constantFrom('open' as const, { fault: refusedAtEdge }, { fault: hairpin }),
              isCall: fc.boolean(),
            }),
            { maxLength: 25 },
          ),
          async (steps) => {
            const world = await startWorld();
            for (const { waitMs, path, isCall } of steps) {
              world.path = path;
              if (isCall) world.supervisor.onTraffic();
              await world.pass(waitMs);
              const { phase, blockedCheck, reason } = world.supervisor.current;
              expect(blockedCheck === null || phase === 'listening').toBe(true);
              expect((reason === null) === (phase !== 'not-listening')).toBe(true);
            }
            // From here on calls come: nothing closes the tunnel any more.
            world.path = { fault: hairpin };
            await calls(world, 3 * minute, 5 * second);
            const opened = world.opens.length;
            await calls(world, 10 * minute, 5 * second);
            expect(world.opens).toHaveLength(opened);
            expect(phaseOf(world)).toBe('listening');
          },
        ),
        { numRuns: 60 },
      );
    });
  });

  it('keeps to the key that it saw first, also before it is written down', async () => {
    const world = await steady();
    expect(world.supervisor.current.seenHostKey).toBe('SHA256:abc');
    world.dropTunnel();
    await world.pass(second);
    expect(world.asked.map(({ settings }) => settings.kind === 'ssh' && settings.hostKey)).toEqual([
      undefined,
      'SHA256:abc',
    ]);
  });

  it('keeps the same start of an outage however often it tries', async () => {
    const world = await steady();
    world.path = 'stalled';
    world.dropTunnel();
    const { since } = world.supervisor.current;
    await world.pass(5 * minute);
    expect(world.supervisor.current).toMatchObject({ phase: 'not-listening', since });
  });

  it('does not reconnect faster and faster where a tunnel comes and goes', async () => {
    const world = await steady();
    const from = world.opens.length;
    for (let at = 0; at < 600; at += 1) {
      await world.pass(100);
      if (phaseOf(world) === 'listening') world.dropTunnel();
    }
    // A minute of flapping; without the memory of it there would be hundreds.
    expect(world.opens.length - from).toBeLessThan(60);
  });

  it('leaves nothing open and says nothing more once it is stopped', async () => {
    const world = await steady();
    const told = world.told.length;
    world.dropTunnel();
    await world.supervisor.stop();
    await world.pass(minute);
    expect(world.openCount).toBe(0);
    expect(world.told.length).toBe(told + 1);
  });
});

describe('under a monthly quota', () => {
  const quota = (monthlyRequests: number) =>
    liveTunnelSchema.parse({ settings: { kind: 'ngrok', monthlyRequests }, secret: 'token' });
  const month = 30 * 24 * 60 * minute;

  it('spends at most 60 % of it on probes, whatever happens', async () => {
    for (const break_ of [false, true]) {
      const world = await startWorld(quota(1_000));
      for (let day = 0; day < 30; day += 1) {
        world.path = break_ && day % 2 === 0 ? 'stalled' : 'open';
        await world.pass(month / 30);
      }
      // The burst that it starts with is on top.
      expect(world.probes.length).toBeLessThanOrEqual(600 + 13);
      expect(world.probes.length).toBeGreaterThan(300);
    }
  });

  it('probes every 4 min on ngrok’s own servers unless told of another plan, and every 18 s elsewhere', async () => {
    const ngrok = liveTunnelSchema.parse({ settings: { kind: 'ngrok' }, secret: 'token' });
    const world = await startWorld(ngrok);
    await world.pass(60 * minute);
    expect(world.probes.length).toBeGreaterThanOrEqual(15);
    expect(world.probes.length).toBeLessThanOrEqual(17);
    const large = await startWorld(quota(1_000_000));
    await large.pass(10 * minute);
    expect(large.probes.length).toBeGreaterThan(30);
  });

  it('still says at once what the tunnel itself says', async () => {
    const world = await startWorld(quota(20_000));
    await world.pass(minute);
    world.dropTunnel();
    expect(phaseOf(world)).toBe('not-listening');
    expect(await timeUntil(world, 'listening')).toBeLessThan(second);
  });
});

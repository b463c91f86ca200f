import { describe, expect, it } from 'vitest';
import type { SimulatedEvent } from '#shared/contract/simulator.ts';
import { eventually } from '../support/eventually.ts';
import { hmacSource, missedCall, post, signed } from '../support/generic-events.ts';
import { type LiveEngine, startLiveEngine } from '../support/live-engine.ts';

const simulate = (live: LiveEngine, event: SimulatedEvent) =>
  live.engine.request('simulator.send', { sourceId: hmacSource.id, event });
const health = async (live: LiveEngine) => (await live.engine.request('sources.getHealth', {}))[0];
const summary = (live: LiveEngine) => live.engine.request('summary.get', {});
const callCount = (live: LiveEngine, count: number) =>
  eventually(live.calls, ({ length }) => length === count);

/** The calls when all that was accepted is processed. */
async function worked(live: LiveEngine) {
  await eventually(live.deliveries, (all) =>
    all.every(({ outcome, attempts }) => outcome !== 'accepted' || attempts > 0),
  );
  return await live.calls();
}

describe('a test call', () => {
  it('is a call like others, says what it is, and is no evidence that the phone system reaches this computer', async () => {
    const live = await startLiveEngine([hmacSource]);
    await simulate(live, 'missed');
    const [call] = await worked(live);
    expect(call).toMatchObject({ outcome: 'missed', isTest: true });
    expect((await live.deliveries()).every(({ origin }) => origin === 'test')).toBe(true);
    expect(await health(live)).toMatchObject({ lastEventAt: null, secrets: [{ lastUsedAt: null }] });
    expect(await summary(live)).toMatchObject({ toCallBack: 1, lastEventAt: null });

    expect((await post(live.url, missedCall(1))).status).toBe(200);
    const real = (await callCount(live, 2)).find(({ providerCallId }) => providerCallId === 'call_1');
    expect(real?.isTest).toBe(false);
    expect((await summary(live)).lastEventAt).not.toBeNull();
  });

  it('that is forged on purpose does not count as refused', async () => {
    const live = await startLiveEngine([hmacSource]);
    await simulate(live, 'tampered');
    const [refused] = await eventually(live.deliveries, ({ length }) => length > 0);
    expect(refused).toMatchObject({ outcome: 'rejected', origin: 'test' });
    expect(await health(live)).toMatchObject({ refused: 0, lastRefusal: null });
  });

  it('does not hide that the phone system has another secret', async () => {
    const live = await startLiveEngine([hmacSource]);
    const body = JSON.stringify(missedCall(1));
    for (let n = 0; n < 3; n++) await post(live.url, body, signed(body, 'another secret'));
    const codes = () => live.problems.map(({ code }) => code);
    expect(codes()).toContain('secret-mismatch');
    await simulate(live, 'missed');
    await callCount(live, 1);
    expect(codes()).toContain('secret-mismatch');
    await post(live.url, missedCall(2));
    await callCount(live, 2);
    expect(codes()).not.toContain('secret-mismatch');
  });

  it('cannot be claimed by a sender', async () => {
    const live = await startLiveEngine([hmacSource]);
    await post(live.url, missedCall(1), { 'ringback-test': 'AAAAAAAAAAAAAAAAAAAAAA' });
    expect((await callCount(live, 1))[0]?.isTest).toBe(false);
  });
});

describe('removing test calls', () => {
  it('takes them out of every list and leaves the others', async () => {
    const live = await startLiveEngine([hmacSource]);
    await post(live.url, missedCall(1));
    await callCount(live, 1);
    for (const event of ['missed', 'voicemail', 'answered'] as const) await simulate(live, event);
    expect(await worked(live)).toHaveLength(4);
    expect(await live.engine.request('calls.removeTests', {})).toEqual({ removed: 3 });
    expect((await live.calls()).map(({ providerCallId }) => providerCallId)).toEqual(['call_1']);
    expect(await summary(live)).toMatchObject({ toCallBack: 1, lastMissed: [{ providerCallId: 'call_1' }] });
    expect(await live.engine.request('calls.removeTests', {})).toEqual({ removed: 0 });
  });
});

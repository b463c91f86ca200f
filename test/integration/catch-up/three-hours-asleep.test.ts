/** A laptop asleep for three hours, and what the vendor's call log tells when it wakes. */
import { describe, expect, it } from 'vitest';
import { looked, openLaptop } from '../../support/call-logs/laptop.ts';
import { startVendorApi } from '../../support/call-logs/server.ts';
import { type Happened, playedVendors } from '../../support/call-logs/vendors.ts';
import { eventually } from '../../support/eventually.ts';

const sleepsAt = Date.UTC(2026, 10, 23, 14, 0, 0);
const wakesAt = sleepsAt + 3 * 3_600_000;
/** 40 calls, every fourth minute and a half, 12 of them missed, each caller another one. */
const calls: Happened[] = Array.from({ length: 40 }, (_, n) => ({
  n: n + 1,
  at: sleepsAt + n * 260_000,
  isMissed: n % 3 === 0 && n < 36,
  from: `+141555501${String(n + 10)}`,
}));
const missed = calls.filter(({ isMissed }) => isMissed);

describe.each(playedVendors)('$provider', (vendor) => {
  it('tells of each missed call once, and of the late ones together', async () => {
    const clock = { now: sleepsAt - 60_000 };
    const known: Happened[] = [];
    const api = await startVendorApi(vendor.api(() => known));
    const source = {
      provider: vendor.provider,
      credentials: vendor.credentials,
      options: { apiBaseUrl: api.url },
    };
    const laptop = openLaptop({ source, clock });
    laptop.catchUp.start();
    await eventually(
      () => laptop.told.at(-1)?.sources[0]?.state,
      (state) => state === 'complete',
    );

    // Five webhooks came through, each at its time.
    for (const call of missed.slice(0, 5)) {
      clock.now = call.at + 21_000;
      for (const webhook of vendor.webhooks(call)) laptop.receive(webhook);
      laptop.pass(3000);
    }
    expect(laptop.notifications.map(({ kind }) => kind)).toEqual(Array(5).fill('missed'));

    known.push(...calls);
    clock.now = wakesAt;
    laptop.catchUp.system('resume');
    expect(await looked(laptop)).toMatchObject({
      state: 'complete',
      to: new Date(wakesAt).toISOString(),
      foundLater: 35,
      nothingMissingSince: new Date(sleepsAt - 60_000 - 24 * 3_600_000).toISOString(),
    });
    laptop.pass(3000);

    const late = missed.slice(5).reverse();
    expect(laptop.notifications).toHaveLength(6);
    const digest = laptop.notifications.at(-1);
    expect(digest).toMatchObject({ kind: 'digest', title: '7 missed calls while you were away' });
    expect(digest?.calls?.map(({ providerCallId }) => providerCallId)).toEqual(late.map(vendor.idOf));
    expect(digest?.body).toContain('(415) 555-0143 - 11:23 AM');

    const found = laptop.calls();
    expect(found).toHaveLength(40);
    for (const call of calls) {
      const one = found.find(({ providerCallId }) => providerCallId === vendor.idOf(call));
      expect(one).toMatchObject({
        from: call.from,
        to: '+14155550100',
        direction: 'inbound',
        outcome: call.isMissed ? 'missed' : 'answered',
        foundLater: !missed.slice(0, 5).includes(call),
      });
    }
    expect(new Set(laptop.followUps().map(({ number }) => number))).toEqual(
      new Set(missed.map(({ from }) => from)),
    );
    expect(laptop.followUps()).toHaveLength(12);

    // Three webhooks arrive at last, and the log is looked through again.
    for (const call of missed.slice(5, 8))
      for (const webhook of vendor.webhooks(call)) laptop.receive(webhook);
    clock.now += 60_000;
    expect(await looked(laptop)).toMatchObject({ state: 'complete' });
    laptop.pass(60_000);
    expect(laptop.notifications).toHaveLength(6);
    expect(laptop.followUps()).toHaveLength(12);
    expect(laptop.calls()).toHaveLength(40);
    expect(laptop.calls().filter(({ foundLater }) => foundLater)).toHaveLength(32);
  });
});

/** Follow-ups in the database, built a little at a time, are the fold of all calls and acts. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { FollowUp } from '#shared/contract/follow-ups.ts';
import type { NewAct } from '#shared/contract/rep-act.ts';
import type { Store } from '../../../electron/engine/store-thread/store.ts';
import { temporaryFolder } from '../../support/engine-process.ts';
import { appendEvent, openTestStore, workOff } from '../../support/store.ts';
import { storedFollowUps } from '../../support/stored-follow-ups.ts';

const base = Date.UTC(2026, 10, 23, 14, 0, 0);
const iso = (second: number) => new Date(base + second * 1000).toISOString();
const callers = ['+14155550123', '+14155550124'];

type Step =
  | { type: 'event'; event: object }
  | { type: 'act'; kind: NewAct['kind']; pick: number; isRepeated: boolean; until: number }
  | { type: 'undo'; pick: number }
  | { type: 'restart' }
  /** The computer's clock is set, forwards or back. */
  | { type: 'clock'; second: number };

const event = (n: number): fc.Arbitrary<Step> =>
  fc
    .record({
      type: fc.constantFrom('call.started', 'call.answered', 'call.missed', 'call.voicemail', 'call.ended'),
      // A caller's number, its correction, and the call's own start become known late or are told otherwise.
      from: fc.constantFrom('anonymous', ...callers),
      startedAt: fc.option(fc.integer({ min: 0, max: 12 }), { nil: undefined }),
      occurredAt: fc.integer({ min: 0, max: 12 }),
      isOutbound: fc.boolean(),
    })
    .map(({ type, from, startedAt, occurredAt, isOutbound }) => ({
      type: 'event',
      event: {
        id: `evt_${n}_${type}_${from}_${startedAt}_${occurredAt}`,
        type,
        timestamp: iso(occurredAt),
        data: {
          callId: `call_${n}`,
          direction: isOutbound ? 'outbound' : 'inbound',
          ...(isOutbound ? { from: '+14155550100', to: from } : { from, to: '+14155550100' }),
          ...(startedAt === undefined ? {} : { startedAt: iso(startedAt) }),
        },
      },
    }));

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 5 }).chain(event) },
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant('act' as const),
      kind: fc.constantFrom('done', 'done', 'reopened', 'snoozed', 'noted', 'claimed'),
      pick: fc.nat(),
      isRepeated: fc.boolean(),
      until: fc.integer({ min: 0, max: 100 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('undo' as const), pick: fc.nat() }) },
  { weight: 1, arbitrary: fc.constant({ type: 'restart' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('clock' as const), second: fc.integer({ min: -50, max: 50 }) }),
  },
);

const actOf = ({ kind, until }: Extract<Step, { type: 'act' }>): NewAct => {
  if (kind === 'snoozed') return { kind, until: iso(until) };
  if (kind === 'noted') return { kind, note: 'called twice' };
  return { kind } as NewAct;
};

/** A rep at a computer that takes calls, and is restarted at times. */
function openLaptop() {
  const dataFolder = temporaryFolder();
  let now = base + 60_000;
  const open = (): Store => openTestStore({ dataFolder, clock: { now: () => now } });
  let store = open();
  let acts = 0;
  const listed = () =>
    (['open', 'snoozed', 'closed'] as const).flatMap(
      (state) => store.request('followUps.list', { limit: 500, state }).followUps,
    );
  return {
    dataFolder,
    listed,
    get store() {
      return store;
    },
    take(one: Step): void {
      now += 1000;
      switch (one.type) {
        case 'event':
          appendEvent(store, one.event, now);
          workOff(store);
          break;
        case 'act': {
          const threads = listed();
          const target = threads[one.pick % Math.max(1, threads.length)];
          if (!target) return;
          acts += 1;
          const request = { id: target.id, act: actOf(one), actId: `act-${acts}` };
          const once = store.request('followUps.act', request);
          if (one.isRepeated) expect(store.request('followUps.act', request)).toEqual(once);
          break;
        }
        case 'undo':
          if (acts > 0) store.request('followUps.undo', { actId: `act-${1 + (one.pick % acts)}` });
          break;
        case 'restart':
          store.close();
          store = open();
          break;
        case 'clock':
          now += one.second * 1000;
      }
    },
    contacts: () => [...new Set(storedFollowUps(dataFolder).folded.map(({ contactKey }) => contactKey))],
    close: () => store.close(),
  };
}

it('they are the fold of all calls and acts after each step, whatever comes in whatever order', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 40 }), (steps) => {
      const laptop = openLaptop();
      for (const one of steps) {
        laptop.take(one);
        const { stored, folded } = storedFollowUps(laptop.dataFolder);
        expect(stored).toEqual(folded);
      }
      // To build all of them again changes nothing, not even a row's ID.
      const before = laptop.listed();
      for (const contact of laptop.contacts()) laptop.store.worker.followUps.foldContact(contact);
      expect(laptop.listed()).toEqual(before);
      laptop.close();
    }),
    { numRuns: 15 },
  );
});

/** The follow-ups without their rows' IDs, which depend on the order in which they were made. */
const visible = (followUps: readonly FollowUp[]) =>
  followUps
    .map(({ id: _, ...rest }) => rest)
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

it('taking an act back shows exactly what was shown before it', () => {
  const anyAct = step.filter((one) => one.type === 'act');
  fc.assert(
    fc.property(fc.array(step, { minLength: 3, maxLength: 20 }), anyAct, (steps, last) => {
      const laptop = openLaptop();
      for (const one of steps) laptop.take(one);
      const threads = laptop.listed();
      const target = threads[(last.type === 'act' ? last.pick : 0) % Math.max(1, threads.length)];
      fc.pre(target !== undefined && last.type === 'act');
      const actId = 'the-last-act';
      if (last.type === 'act')
        laptop.store.request('followUps.act', { id: target?.id ?? '', act: actOf(last), actId });
      laptop.store.request('followUps.undo', { actId });
      expect(visible(laptop.listed())).toEqual(visible(threads));
      laptop.close();
    }),
    { numRuns: 15 },
  );
});

it('a call that the rep marked as done stays done whatever is told later of any call, and no other one is', () => {
  const events = fc.array(
    step.filter(({ type }) => type === 'event' || type === 'restart'),
    { minLength: 1, maxLength: 15 },
  );
  fc.assert(
    fc.property(events, events, (before, later) => {
      const laptop = openLaptop();
      for (const one of before) laptop.take(one);
      const open = storedFollowUps(laptop.dataFolder).stored.filter(({ state }) => state === 'open');
      for (const { id } of laptop.store.request('followUps.list', { limit: 500, state: 'open' }).followUps)
        laptop.store.request('followUps.close', { id });
      const done = new Set(open.flatMap(({ calls }) => calls.split(' ')));
      for (const one of later) {
        laptop.take(one);
        for (const { calls, closedBy } of storedFollowUps(laptop.dataFolder).stored)
          for (const call of calls.split(' '))
            expect([call, closedBy === 'rep']).toEqual([call, done.has(call)]);
      }
      laptop.close();
    }),
    { numRuns: 15 },
  );
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callSchema } from '#shared/contract/calls.ts';
import {
  actsInEffect,
  type FoldedAct,
  type FoldedCallFacts,
  foldFollowUps,
  isMiss,
  type Thread,
} from '../../../electron/engine/follow-ups/fold.ts';

const dana = '+14155550123';
const lee = '+14155550124';

const missed = (id: number, parts: Partial<FoldedCallFacts> = {}): FoldedCallFacts => ({
  id,
  contactKey: dana,
  sortAt: id * 10,
  outcome: 'missed',
  reached: parts.outcome === 'answered' ? 1 : 0,
  ...parts,
});
const answered = (id: number, parts: Partial<FoldedCallFacts> = {}) =>
  missed(id, { outcome: 'answered', ...parts });
const act = (
  kind: string,
  at: number,
  callIds: readonly number[],
  parts: Partial<FoldedAct> = {},
): FoldedAct => ({ id: `${kind}-${at}`, kind, at, until: null, undoes: null, callIds, ...parts });
const undo = (target: FoldedAct, at: number) => act('undone', at, target.callIds, { undoes: target.id });

const idsOf = (calls: readonly FoldedCallFacts[]) => calls.map(({ id }) => id);

/** What a list shows of each thread: whose calls, and what became of it. */
const shown = (threads: readonly Thread[]) =>
  threads.map(({ calls, state, closedBy, snoozedUntil }) => [
    idsOf(calls).join(' '),
    closedBy ?? state,
    ...(snoozedUntil === null ? [] : [snoozedUntil]),
  ]);

describe('calls without acts', () => {
  it('are a thread between two answered calls, closed by the later one', () => {
    const calls = [missed(1), missed(2, { outcome: 'voicemail' }), answered(3), missed(4)];
    expect(foldFollowUps(calls, [])).toEqual([
      {
        contactKey: dana,
        state: 'closed',
        openedAt: 10,
        lastCallAt: 20,
        lastCallId: 2,
        missedCount: 1,
        voicemailCount: 1,
        closedAt: 30,
        closedBy: 'answered',
        snoozedUntil: null,
        calls: calls.slice(0, 2),
      },
      expect.objectContaining({
        state: 'open',
        lastCallId: 4,
        missedCount: 1,
        closedAt: null,
        closedBy: null,
      }),
    ]);
  });

  it('that ring, or that nobody can tell more of, are no news', () => {
    const calls = [missed(1, { outcome: 'ringing' }), missed(2, { outcome: 'other' })];
    expect(foldFollowUps(calls, [])).toEqual([]);
  });

  it('are a thread each caller', () => {
    const calls = [missed(1), answered(2, { contactKey: lee }), missed(3, { contactKey: lee }), missed(4)];
    expect(shown(foldFollowUps(calls, []))).toEqual([
      ['1 4', 'open'],
      ['3', 'open'],
    ]);
  });
});

describe('done', () => {
  const done = act('done', 100, [1, 2]);

  it('closes the calls that were known, and a later miss opens a thread of its own', () => {
    const threads = foldFollowUps([missed(1), missed(2), missed(20)], [done]);
    expect(shown(threads)).toEqual([
      ['20', 'open'],
      ['1 2', 'rep'],
    ]);
    expect(threads[1]).toMatchObject({ closedAt: 100 });
  });

  it('does not hide a miss that happened before it and was found later', () => {
    const threads = foldFollowUps([missed(1), missed(2), missed(3, { sortAt: 15 })], [done]);
    expect(shown(threads)).toEqual([
      ['3', 'open'],
      ['1 2', 'rep'],
    ]);
  });

  it('outlasts an answered call that is found later, wherever it was', () => {
    const found = [answered(3, { sortAt: 5 }), answered(4, { sortAt: 15 }), answered(5, { sortAt: 25 })];
    expect(shown(foldFollowUps([missed(1), missed(2), ...found], [done]))).toEqual([['1 2', 'rep']]);
  });

  it('follows a call whose number becomes known', () => {
    const threads = foldFollowUps(
      [missed(1, { contactKey: lee }), missed(2), missed(3, { contactKey: lee })],
      [done],
    );
    expect(shown(threads)).toEqual([
      ['3', 'open'],
      ['1', 'rep'],
      ['2', 'rep'],
    ]);
  });

  it('does not count a call that was answered after all', () => {
    const threads = foldFollowUps([missed(1), answered(2)], [done]);
    expect(threads).toMatchObject([{ closedBy: 'rep', missedCount: 1, lastCallId: 1 }]);
  });

  it('of each thread is a thread of its own', () => {
    const acts = [act('done', 15, [1]), act('done', 25, [2])];
    expect(shown(foldFollowUps([missed(1), missed(2)], acts))).toEqual([
      ['1', 'rep'],
      ['2', 'rep'],
    ]);
  });
});

describe('reopened', () => {
  it('puts the calls back among the others of their time', () => {
    const acts = [act('done', 15, [1]), act('reopened', 30, [1])];
    expect(shown(foldFollowUps([missed(1), missed(2)], acts))).toEqual([['1 2', 'open']]);
  });

  it('outweighs the talks before it, and none after it', () => {
    const acts = [act('done', 15, [1]), act('reopened', 30, [1])];
    expect(shown(foldFollowUps([missed(1), answered(2)], acts))).toEqual([['1', 'open']]);
    expect(shown(foldFollowUps([missed(1), answered(2), answered(4)], acts))).toEqual([['1', 'answered']]);
    expect(shown(foldFollowUps([missed(1), answered(2), missed(3)], acts))).toEqual([['1 3', 'open']]);
  });

  it('leaves others closed that the same talk closed', () => {
    const calls = [missed(1), missed(2), answered(3)];
    expect(shown(foldFollowUps(calls, [act('reopened', 40, [1])]))).toEqual([
      ['2', 'answered'],
      ['1', 'open'],
    ]);
  });

  it('can be done again', () => {
    const acts = [act('done', 15, [1]), act('reopened', 30, [1]), act('done', 40, [1])];
    expect(foldFollowUps([missed(1)], acts)).toMatchObject([{ closedBy: 'rep', closedAt: 40 }]);
  });
});

describe('snoozed', () => {
  const snoozed = act('snoozed', 100, [1, 2], { until: 500 });

  it('hides an open thread until a time', () => {
    expect(shown(foldFollowUps([missed(1), missed(2)], [snoozed]))).toEqual([['1 2', 'open', 500]]);
  });

  it('ends with a new miss, whenever that happened', () => {
    for (const sortAt of [5, 15, 300])
      expect(foldFollowUps([missed(1), missed(2), missed(3, { sortAt })], [snoozed])).toMatchObject([
        { state: 'open', missedCount: 3, snoozedUntil: null },
      ]);
  });

  it('ends with an answered call, done, or a later snooze', () => {
    const calls = [missed(1), missed(2)];
    expect(shown(foldFollowUps([...calls, answered(30)], [snoozed]))).toEqual([['1 2', 'answered']]);
    expect(shown(foldFollowUps(calls, [snoozed, act('done', 200, [1, 2])]))).toEqual([['1 2', 'rep']]);
    const again = act('snoozed', 200, [1, 2], { until: 300 });
    expect(shown(foldFollowUps(calls, [snoozed, again]))).toEqual([['1 2', 'open', 300]]);
  });

  it('brings back what was done, then', () => {
    const acts = [act('done', 50, [1, 2]), snoozed];
    expect(shown(foldFollowUps([missed(1), missed(2)], acts))).toEqual([['1 2', 'open', 500]]);
  });

  it('of two threads that turn out to be one ends with the first', () => {
    const acts = [act('snoozed', 60, [1], { until: 700 }), act('snoozed', 70, [2], { until: 600 })];
    expect(shown(foldFollowUps([missed(1), missed(2)], acts))).toEqual([['1 2', 'open', 600]]);
  });
});

describe('acts that move nothing', () => {
  it('of known and unknown kinds leave the threads where they are', () => {
    for (const kind of ['noted', 'outcome', 'claimed', 'assigned', 'invented later']) {
      const acts = [act('done', 50, [1]), act(kind, 60, [1])];
      expect(foldFollowUps([missed(1)], acts)).toMatchObject([{ closedBy: 'rep', closedAt: 50 }]);
    }
  });

  it('on calls that are not known are harmless', () => {
    expect(foldFollowUps([], [act('done', 50, [1])])).toEqual([]);
  });
});

describe('taking back', () => {
  const done = act('done', 100, [1]);
  const undone = undo(done, 200);

  it('leaves what was before, and can be taken back', () => {
    const redone = undo(undone, 300);
    expect(actsInEffect([undone, done])).toEqual([undone]);
    expect(actsInEffect([done, redone, undone])).toEqual([done, redone]);
  });

  it('of an act that is later than the one that takes it back has no effect', () => {
    expect(actsInEffect([done, undo(done, 50)])).toContain(done);
  });
});

const callOf = (id: number): fc.Arbitrary<FoldedCallFacts> =>
  fc
    .record({
      id: fc.constant(id),
      contactKey: fc.constantFrom(dana, lee),
      sortAt: fc.integer({ min: 0, max: 20 }),
      outcome: fc.constantFrom(...callSchema.shape.outcome.options),
      isTalk: fc.boolean(),
    })
    .map(({ isTalk, ...call }) => ({ ...call, reached: call.outcome === 'answered' && isTalk ? 1 : 0 }));
const someCalls = fc
  .integer({ min: 0, max: 8 })
  .chain((n) => fc.tuple(...Array.from({ length: n }, (_, i) => callOf(i))));
/** Acts in the order of their times, some of which take back an earlier one. */
const someActs: fc.Arbitrary<FoldedAct[]> = fc
  .array(
    fc.record({
      kind: fc.constantFrom('done', 'reopened', 'snoozed', 'noted', 'claimed', 'undone'),
      callIds: fc.subarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
      until: fc.integer({ min: 0, max: 99 }),
      target: fc.nat(),
      isTie: fc.boolean(),
    }),
    { maxLength: 8 },
  )
  .map((drawn) => {
    const acts: FoldedAct[] = [];
    for (const { kind, callIds, until, target, isTie } of drawn) {
      const undoes = kind === 'undone' ? acts[target % Math.max(1, acts.length)] : undefined;
      if (kind === 'undone' && !undoes) continue;
      // Two computers may act in the same millisecond, not one that takes an act back.
      const last = acts.at(-1)?.at ?? 0;
      acts.push({
        id: `act-${acts.length}`,
        kind,
        at: isTie && !undoes ? last : last + 1,
        until: kind === 'snoozed' ? until : null,
        undoes: undoes?.id ?? null,
        callIds: undoes?.callIds ?? callIds,
      });
    }
    return acts;
  });
const repeated = <T>(items: readonly T[]) =>
  fc.shuffledSubarray([...items, ...items, ...items], { minLength: items.length * 2 }).map((some) =>
    // Each at least once.
    [...some, ...items],
  );

describe('for any calls and acts', () => {
  it('the result is the same in any order and repetition', () => {
    const cases = fc
      .tuple(someCalls, someActs)
      .chain(([calls, acts]) => fc.tuple(fc.constant({ calls, acts }), repeated(calls), repeated(acts)));
    fc.assert(
      fc.property(cases, ([{ calls, acts }, manyCalls, manyActs]) => {
        const byFirst = (threads: Thread[]) => threads.map((thread) => JSON.stringify(thread)).sort();
        expect(byFirst(foldFollowUps(manyCalls, manyActs))).toEqual(byFirst(foldFollowUps(calls, acts)));
      }),
      { numRuns: 1000 },
    );
  });

  it('each miss is in exactly one thread, and nothing else is', () => {
    fc.assert(
      fc.property(someCalls, someActs, (calls, acts) => {
        const threads = foldFollowUps(calls, acts);
        const misses = calls.filter(({ outcome }) => isMiss(outcome)).map(({ id }) => id);
        expect(threads.flatMap((one) => idsOf(one.calls)).sort()).toEqual(misses.sort());
      }),
      { numRuns: 1000 },
    );
  });

  it('a caller has one open thread at most', () => {
    fc.assert(
      fc.property(someCalls, someActs, (calls, acts) => {
        const callers = foldFollowUps(calls, acts).flatMap(({ state, contactKey }) =>
          state === 'open' ? [contactKey] : [],
        );
        expect(new Set(callers).size).toBe(callers.length);
      }),
    );
  });

  it('taking an act back leaves exactly what would be without it', () => {
    const cases = someActs
      .filter((acts) => acts.length > 0)
      .chain((acts) => fc.tuple(fc.constant(acts), fc.nat({ max: acts.length - 1 })));
    fc.assert(
      fc.property(someCalls, cases, (calls, [acts, index]) => {
        const target = acts[index] as FoldedAct;
        const takenBack = [...acts, undo(target, 1000)];
        const without = acts.filter((one) => one !== target);
        expect(foldFollowUps(calls, takenBack)).toEqual(foldFollowUps(calls, without));
      }),
      { numRuns: 1000 },
    );
  });

  it('what the rep marked as done last stays done, whatever becomes known of any call later', () => {
    fc.assert(
      fc.property(someCalls, someActs, someCalls, (before, acts, after) => {
        const thread = foldFollowUps(before, acts).find(({ state }) => state === 'open');
        fc.pre(thread !== undefined);
        const done = act('done', 1000, idsOf(thread?.calls ?? []));
        const ofCall = new Map(
          foldFollowUps(after, [...acts, done]).flatMap((one) =>
            one.calls.map(({ id }) => [id, one] as const),
          ),
        );
        const stillMissed = after.filter(({ id, outcome }) => done.callIds.includes(id) && isMiss(outcome));
        for (const { id } of stillMissed)
          expect(ofCall.get(id)).toMatchObject({ state: 'closed', closedBy: 'rep', closedAt: 1000 });
        // And nothing else is: what the rep did not know shows.
        for (const [id, { closedAt }] of ofCall) expect(closedAt === 1000).toBe(done.callIds.includes(id));
      }),
      { numRuns: 1000 },
    );
  });
});

/** Follow-ups in the database, built a little at a time, are the fold of all calls and acts: any change of any call. */
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { type CallOutcome, callSchema } from '#shared/contract/calls.ts';
import type { CallRow } from '../../../electron/engine/calls/call-rows.ts';
import { createCallQueries } from '../../../electron/engine/calls/queries.ts';
import { connect } from '../../../electron/engine/database/connection.ts';
import { migrate } from '../../../electron/engine/database/migrate.ts';
import { createActLog } from '../../../electron/engine/follow-ups/acts.ts';
import { createFollowUpCommands } from '../../../electron/engine/follow-ups/commands.ts';
import { createFollowUpQueries } from '../../../electron/engine/follow-ups/queries.ts';
import { createFollowUps } from '../../../electron/engine/follow-ups/reconcile.ts';
import { followUpsIn } from '../../support/stored-follow-ups.ts';

const db = connect(':memory:', { busyTimeoutMs: 0 });
migrate(db);
let now = 0;
const clock = { now: () => now };
const acts = createActLog(db);
const followUps = createFollowUps(db, acts);
const queries = createFollowUpQueries({ db, calls: createCallQueries(db), acts, clock });
const commands = createFollowUpCommands({ db, acts, followUps, queries, clock });
afterAll(() => void db.close());

interface Facts {
  contact: string;
  second: number;
  outcome: CallOutcome;
  /** Whether an answered call was a talk. */
  isTalk: boolean;
}
type Step =
  /** A call is new, or more or something else becomes known of it. */
  | ({ type: 'call'; name: string } & Facts)
  | { type: 'act'; kind: 'done' | 'reopened' | 'snoozed' | 'claimed'; pick: number; until: number }
  | { type: 'undo'; pick: number };

const insert = db.prepare(
  `INSERT INTO calls (source_id, provider, provider_call_id, contact_key, sort_at, direction, outcome, reached, first_received_at)
   VALUES ('main', 'hmac', $name, $contact, $second, 'inbound', $outcome, $reached, 0)`,
);
const change = db.prepare(
  'UPDATE calls SET contact_key = $contact, sort_at = $second, outcome = $outcome, reached = $reached WHERE provider_call_id = $name',
);
const find = db.prepare<[string], CallRow>('SELECT * FROM calls WHERE provider_call_id = ?');

function tell(name: string, { isTalk, ...told }: Facts): void {
  const facts = { ...told, reached: told.outcome === 'answered' && isTalk ? 1 : 0 };
  const before = find.get(name) ?? null;
  (before ? change : insert).run({ name, ...facts });
  const after = find.get(name);
  if (after) followUps.reconcile(before, after);
}

const listed = () =>
  (['open', 'snoozed', 'closed'] as const).flatMap((state) => queries.list({ limit: 500, state }).followUps);
let made = 0;

function take(step: Step): void {
  now += 10;
  if (step.type === 'call') tell(step.name, step);
  else if (step.type === 'undo') commands.undo(`act-${1 + (step.pick % Math.max(1, made))}`);
  else {
    const threads = listed();
    const target = threads[step.pick % Math.max(1, threads.length)];
    if (!target) return;
    made += 1;
    const act =
      step.kind === 'snoozed'
        ? { kind: step.kind, until: new Date(step.until).toISOString() }
        : { kind: step.kind };
    commands.act(Number(target.id), act, `act-${made}`);
  }
}

function startAnew(): void {
  db.exec('DELETE FROM calls; DELETE FROM follow_ups; DELETE FROM rep_actions;');
  now = 1000;
  made = 0;
}

const call: fc.Arbitrary<Step> = fc.record({
  type: fc.constant('call' as const),
  name: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  contact: fc.constantFrom('+14155550123', '+14155550123', '+14155550124'),
  second: fc.integer({ min: 0, max: 6 }),
  outcome: fc.constantFrom('missed', 'missed', 'answered', ...callSchema.shape.outcome.options),
  isTalk: fc.boolean(),
});
const act: fc.Arbitrary<Step> = fc.record({
  type: fc.constant('act' as const),
  kind: fc.constantFrom('done', 'done', 'reopened', 'snoozed', 'claimed'),
  pick: fc.nat(),
  until: fc.integer({ min: 0, max: 2000 }),
});
const undo: fc.Arbitrary<Step> = fc.record({ type: fc.constant('undo' as const), pick: fc.nat() });
const step = fc.oneof(
  { weight: 6, arbitrary: call },
  { weight: 3, arbitrary: act },
  { weight: 1, arbitrary: undo },
);

it('whatever becomes known of calls and whatever the rep does, in any order', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), (steps) => {
      startAnew();
      for (const one of steps) {
        take(one);
        const { stored, folded } = followUpsIn(db);
        expect(stored).toEqual(folded);
      }
      // To build all of them again changes nothing, not even a row's ID.
      const before = listed();
      for (const contact of ['+14155550123', '+14155550124']) followUps.foldContact(contact);
      expect(listed()).toEqual(before);
    }),
    { numRuns: 400 },
  );
});

it('acts that are repeated change nothing, and each act can be taken back exactly', () => {
  const visible = () =>
    listed()
      .map(({ id: _, ...rest }) => rest)
      .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 30 }), act, (steps, last) => {
      startAnew();
      for (const one of steps) take(one);
      const before = visible();
      take(last);
      const after = visible();
      const lastId = `act-${made}`;
      // Whatever it says by then, and of whatever follow-up: the ID says that it was done.
      if (acts.find(lastId))
        for (const { id } of listed()) commands.act(Number(id), { kind: 'noted', note: 'again' }, lastId);
      expect(visible()).toEqual(after);
      fc.pre(before.length > 0);
      commands.undo(lastId);
      expect(visible()).toEqual(before);
      commands.undo(lastId);
      expect(visible()).toEqual(before);
    }),
    { numRuns: 200 },
  );
});

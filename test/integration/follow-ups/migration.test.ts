/** What a rep had marked as done before acts were kept. */
import { expect, it } from 'vitest';
import { withheldContact } from '#shared/contract/contact.ts';
import type { FollowUp } from '#shared/contract/follow-ups.ts';
import { type Connection, connect } from '../../../electron/engine/database/connection.ts';
import { migrate } from '../../../electron/engine/database/migrate.ts';
import { migrations } from '../../../electron/engine/database/migrations/index.ts';
import { databaseFile } from '../../../electron/engine/database/open.ts';
import { temporaryFolder } from '../../support/engine-process.ts';
import { appendEvent, openTestStore, workOff } from '../../support/store.ts';
import { storedFollowUps } from '../../support/stored-follow-ups.ts';

const start = Date.UTC(2026, 10, 23, 14, 0, 0);
const second = 1000;
const minute = 60 * second;

type Ending = 'open' | 'rep' | 'answered';

/** Writes what version 12 kept of callers, with threads of every ending one after another. */
function fillVersion12(db: Connection, callers: number): void {
  migrate(db, { history: migrations.slice(0, 12) });
  const addCall = db.prepare(
    `INSERT INTO calls (source_id, provider, provider_call_id, contact_key, sort_at, direction, from_number, outcome, first_received_at, follow_up_id)
     VALUES ('main', 'hmac', $name, $contact, $at, 'inbound', $number, $outcome, $at, NULL)`,
  );
  const addThread = db.prepare(
    `INSERT INTO follow_ups (contact_key, state, opened_at, last_call_at, last_call_id, missed_count, voicemail_count, closed_at, closed_by)
     VALUES ($contact, $state, $openedAt, $lastCallAt, $lastCallId, $missed, $voicemails, $closedAt, $closedBy)`,
  );
  const join = db.prepare('UPDATE calls SET follow_up_id = ? WHERE id = ?');
  let made = 0;
  const call = (contact: string, number: string | null, at: number, outcome: string): number => {
    made += 1;
    return Number(addCall.run({ name: `call_${made}`, contact, number, at, outcome }).lastInsertRowid);
  };
  const thread = (contact: string, at: number, ending: Ending, ids: readonly number[]): void => {
    const closedAt = { open: null, rep: at + 40 * second, answered: at + 30 * second }[ending];
    const { lastInsertRowid } = addThread.run({
      contact,
      state: ending === 'open' ? 'open' : 'closed',
      openedAt: at,
      lastCallAt: at + (ids.length - 1) * second,
      lastCallId: ids.at(-1),
      missed: 1,
      voicemails: ids.length - 1,
      closedAt,
      closedBy: ending === 'open' ? null : ending,
    });
    for (const id of ids) join.run(lastInsertRowid, id);
  };

  const endings: readonly Ending[][] = [
    ['open'],
    ['rep'],
    ['answered'],
    ['rep', 'open'],
    ['rep', 'rep', 'answered', 'open'],
    ['answered', 'rep', 'rep'],
    ['answered', 'answered', 'rep', 'open'],
  ];
  db.transaction(() => {
    for (let n = 0; n < callers; n++) {
      const number = `+1415555${1000 + n}`;
      (endings[n % endings.length] ?? []).forEach((ending, index) => {
        const at = start + n * second + index * minute;
        const ids = [call(number, number, at, 'missed')];
        if (n % 2 === 0) ids.push(call(number, number, at + second, 'voicemail'));
        thread(number, at, ending, ids);
        if (ending === 'answered') call(number, number, at + 30 * second, 'answered');
        // Reached after it was done: it stays done.
        if (ending === 'rep' && n % 3 === 0) call(number, number, at + 50 * second, 'answered');
      });
    }
    for (const ending of ['open', 'rep'] as const) {
      const at = start + made * second;
      const id = call('', null, at, 'missed');
      const contact = withheldContact(String(id));
      db.prepare('UPDATE calls SET contact_key = ? WHERE id = ?').run(contact, id);
      thread(contact, at, ending, [id]);
    }
  })();
}

interface OldRow {
  id: number;
  from_number: string | null;
  opened_at: number;
  last_call_at: number;
  last_call_id: number;
  missed_count: number;
  voicemail_count: number;
  closed_at: number | null;
  closed_by: FollowUp['closedBy'];
}
const iso = (ms: number) => new Date(ms).toISOString();

/** A list as version 12 read it. */
function listedByVersion12(db: Connection, state: FollowUp['state']) {
  const rows = db
    .prepare(
      'SELECT f.*, c.from_number FROM follow_ups f JOIN calls c ON c.id = f.last_call_id WHERE f.state = ? ORDER BY f.last_call_at DESC, f.id DESC',
    )
    .all(state) as OldRow[];
  return rows.map((row) => ({
    id: String(row.id),
    number: row.from_number,
    state,
    openedAt: iso(row.opened_at),
    lastCallAt: iso(row.last_call_at),
    missedCount: row.missed_count,
    voicemailCount: row.voicemail_count,
    closedAt: row.closed_at === null ? null : iso(row.closed_at),
    closedBy: row.closed_by,
    lastCall: String(row.last_call_id),
  }));
}

const told = ({
  callerName: _,
  snoozedUntil: __,
  notes: ___,
  lastAct: ____,
  doneOutcome: _____,
  lastTry: ______,
  reachedBy: _______,
  lastCall,
  ...rest
}: FollowUp) => ({
  ...rest,
  lastCall: lastCall.id,
});

it('the lists of version 12 are the same after the migration, and after everything is folded again', () => {
  const dataFolder = temporaryFolder();
  const old = connect(databaseFile(dataFolder), { busyTimeoutMs: 0 });
  fillVersion12(old, 70);
  const before = { open: listedByVersion12(old, 'open'), closed: listedByVersion12(old, 'closed') };
  expect([before.open.length, before.closed.length]).toEqual([41, 121]);
  old.close();

  const store = openTestStore({ dataFolder, clock: { now: () => start + 60 * minute } });
  const list = (state: FollowUp['state']) => store.request('followUps.list', { limit: 500, state }).followUps;
  const lists = () => ({ open: list('open').map(told), closed: list('closed').map(told) });
  expect(lists()).toEqual(before);
  const { stored, folded } = storedFollowUps(dataFolder);
  expect(stored).toEqual(folded);
  for (const contact of new Set(stored.map(({ contactKey }) => contactKey)))
    store.worker.followUps.foldContact(contact);
  expect(lists()).toEqual(before);

  // Each can be reopened, as an act that was made by this version.
  const done = list('closed').find(({ closedBy, number }) => closedBy === 'rep' && number === '+14155551001');
  expect(done?.lastAct).toMatchObject({ kind: 'done', by: null, at: done?.closedAt });
  expect(store.request('followUps.reopen', { id: done?.id ?? '' })).toMatchObject({
    id: done?.id,
    state: 'open',
  });

  // A late event of a caller leaves what the rep had marked as done.
  appendEvent(
    store,
    {
      id: 'late',
      type: 'call.missed',
      data: { callId: 'late', direction: 'inbound', from: '+14155551003', startedAt: iso(start - minute) },
    },
    start,
  );
  workOff(store);
  const isDone = ({ number, closedBy }: Pick<FollowUp, 'number' | 'closedBy'>) =>
    number === '+14155551003' && closedBy === 'rep';
  expect(list('closed').filter(isDone).map(told)).toEqual(before.closed.filter(isDone));
  store.close();
});

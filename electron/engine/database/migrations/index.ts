/** The schema's history, oldest first. Append only: a released migration is never edited. */
import initial from './0001-initial.ts';
import heldNotifications from './0002-held-notifications.ts';
import quarantineAndMemory from './0003-quarantine-and-memory.ts';
import healthIndexes from './0004-health-indexes.ts';
import foundLater from './0005-found-later.ts';
import catchUp from './0006-catch-up.ts';
import handshakes from './0007-handshakes.ts';
import sourceHours from './0008-source-hours.ts';
import setAside from './0009-set-aside.ts';
import messages from './0010-messages.ts';
import proofs from './0011-proofs.ts';
import testCalls from './0012-test-calls.ts';
import origin from './0013-origin.ts';
import reasonCodes from './0014-reason-codes.ts';
import repActions from './0015-rep-actions.ts';
import knownTime from './0016-known-time.ts';
import numberRules from './0017-number-rules.ts';
import sourceAddresses from './0018-source-addresses.ts';
import reached from './0019-reached.ts';
import refusedRequests from './0020-refused-requests.ts';
import type { Migration } from './migration.ts';

export const migrations: readonly Migration[] = [
  { name: 'initial', sql: initial },
  { name: 'held-notifications', sql: heldNotifications },
  { name: 'quarantine-and-memory', sql: quarantineAndMemory },
  { name: 'health-indexes', sql: healthIndexes },
  { name: 'found-later', sql: foundLater },
  { name: 'catch-up', sql: catchUp },
  { name: 'handshakes', sql: handshakes },
  { name: 'source-hours', sql: sourceHours },
  { name: 'set-aside', sql: setAside },
  { name: 'messages', sql: messages },
  { name: 'proofs', sql: proofs },
  { name: 'test-calls', sql: testCalls },
  { name: 'origin', sql: origin },
  { name: 'reason-codes', sql: reasonCodes },
  { name: 'rep-actions', sql: repActions },
  { name: 'known-time', sql: knownTime },
  { name: 'number-rules', sql: numberRules },
  { name: 'source-addresses', sql: sourceAddresses },
  { name: 'reached', sql: reached },
  { name: 'refused-requests', sql: refusedRequests },
];

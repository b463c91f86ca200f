/** A disk that does not answer: nobody waits for it in silence, and what it takes after all is answered once. */
import { expect, it } from 'vitest';
import { createInbox, type InboxResult } from '../../../electron/engine/intake/inbox.ts';
import { webhookDelivery } from '../../support/verified.ts';

function open() {
  const slow: boolean[] = [];
  let sent = 0;
  const inbox = createInbox({
    send: () => {
      sent += 1;
    },
    maxBacklog: 100,
    onSlow: (isSlow) => void slow.push(isSlow),
  });
  inbox.setOpen(true);
  const answers: InboxResult[][] = [];
  const append = () => {
    const own: InboxResult[] = [];
    answers.push(own);
    inbox.append(
      webhookDelivery({ receivedAt: 1, body: Buffer.from('x') }),
      (result) => void own.push(result),
    );
  };
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  const wait = (checks: number) => {
    for (let n = 0; n < checks; n++) inbox.checkTime();
  };
  return { inbox, append, turn, wait, answers, slow, sent: () => sent };
}
const come = [{ outcome: 'unavailable', fault: 'slow' }];
const none = { duplicates: [], malformed: [] };

it('asks those who wait, and those who come, to send again, until the disk answers', async () => {
  const { inbox, append, turn, wait, answers, slow } = open();
  append();
  await turn();
  append();
  await turn();
  append();
  await turn();
  wait(4);
  expect(answers).toEqual([[], [], []]);
  wait(1);
  expect([answers, slow]).toEqual([[come, come, come], [true]]);
  append();
  expect(answers.at(-1)).toEqual(come);
  inbox.onAppended(none, 0);
  inbox.onAppended(none, 0);
  expect([answers.length, answers.flat().length, slow]).toEqual([4, 4, [true, false]]);
  append();
  await turn();
  inbox.onAppended(none, 0);
  expect(answers.at(-1)).toEqual([{ outcome: 'accepted' }]);
});

it('lets a batch wait that only now has its turn, and a database that is being updated', async () => {
  const { inbox, append, turn, wait, answers, slow } = open();
  append();
  await turn();
  append();
  await turn();
  wait(4);
  inbox.onAppended(none, 0);
  wait(4);
  inbox.onAppended(none, 0);
  expect([answers.flat().length, slow]).toEqual([2, []]);
  inbox.setOpen(false);
  append();
  await turn();
  wait(100);
  inbox.setOpen(true);
  inbox.onAppended(none, 0);
  expect([answers.at(-1), slow]).toEqual([[{ outcome: 'accepted' }], []]);
});

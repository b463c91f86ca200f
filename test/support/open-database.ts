/** Opens the database of a folder in a process of its own, to be killed on the way: one line on stdout before each step. */
import { writeSync } from 'node:fs';
import { openStore } from '../../electron/engine/database/open.ts';

const say = (line: string): void => void writeSync(1, `${line}\n`);

const { db, release } = openStore(process.argv[2] ?? '', Date.now(), ({ step, steps, name }) =>
  say(`${step}/${steps} ${name}`),
);
say('open');
db.close();
release();

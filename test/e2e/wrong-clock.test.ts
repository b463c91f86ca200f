/** A computer whose clock is wrong refuses genuine calls: the window says that it is the clock, and what to do. */
import { createHash } from 'node:crypto';
import jsonwebtoken from 'jsonwebtoken';
import { expect } from 'vitest';
import { test } from '../support/desktop/fixtures.ts';
import { addPhoneSystem, keep, statusLine } from '../support/desktop/window.ts';
import { eventually } from '../support/eventually.ts';

const secret = 'a-secret-that-is-valid-nowhere';
/** How far the senders' clock is behind this computer's, in seconds. */
const behindSeconds = 3600;

test("expired tokens of Vonage are laid to the computer's clock", async ({ app }) => {
  await addPhoneSystem(
    app.page,
    { kind: 'Vonage', name: 'Sales line', fields: { 'Signature secret': secret } },
    keep.untilQuit,
  );
  const url = await app.listening();
  const { settings } = await app.settings();
  const sent = Math.floor(Date.now() / 1000) - behindSeconds;
  const answers = [1, 2, 3].map(async (n) => {
    const body = JSON.stringify({ uuid: `leg-${n}`, conversation_uuid: `CON-${n}`, status: 'timeout' });
    const payload_hash = createHash('sha256').update(body).digest('hex');
    const token = jsonwebtoken.sign({ iat: sent + n, exp: sent + n + 60, payload_hash }, secret);
    const { status } = await fetch(`${url}/hooks/${settings.sources[0]?.id}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body,
    });
    return status;
  });
  expect(await Promise.all(answers)).toEqual([401, 401, 401]);
  // Nothing else brings calls: the line says that none arrives, and why.
  const text = await eventually(
    () => statusLine(app.page),
    (line) => line.includes('clock'),
  );
  expect(text).toMatch(/^Not listening since .*This computer's clock is 60 min fast/s);
  expect(text).toContain('Let the system set the date and time automatically.');
});

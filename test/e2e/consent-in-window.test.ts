import { expect } from 'vitest';
import { test } from '../support/desktop/fixtures.ts';
import { authToken, missedCallRequest, twilioSystem } from '../support/desktop/sources.ts';
import { consent, consentDialog, keep, submitPhoneSystem } from '../support/desktop/window.ts';

test('a rep who adds a phone system without a keychain is asked, consents, and receives a call', async ({
  app,
}) => {
  await app.listening();
  const { page } = app;
  await submitPhoneSystem(page, twilioSystem);
  await consentDialog(page)
    .getByText(/None is running on this computer/)
    .waitFor();
  await consent(page, keep.onDisk);
  await page.getByText('Set, kept on the disk, not encrypted').waitFor();
  expect(await page.content()).not.toContain(authToken);
  const url = await app.listening();
  const answer = await fetch(
    `${url}/hooks/main`,
    missedCallRequest({ CallSid: 'CA00000000000000000000000000000021' }),
  );
  expect(answer.status).toBe(200);
});

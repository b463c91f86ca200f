import { describe, expect, it } from 'vitest';
import { overdueHandshake } from '../../../electron/engine/feed-health/handshake.ts';
import { judge } from '../../../electron/engine/feed-health/judge.ts';
import { healthy, isOwnAddress } from '../../../electron/engine/providers/common/subscriptions.ts';
import { VendorError } from '../../../electron/engine/providers/contract/vendor-error.ts';
import { providers } from '../../../electron/engine/providers/index.ts';
import { splitFrame } from '../../../electron/engine/providers/ringcentral/socket/frames.ts';
import { createSessionToken } from '../../../electron/engine/providers/ringcentral/socket/session-token.ts';
import { waitBefore } from '../../../electron/engine/sockets/backoff.ts';

const hour = 3_600_000;
const now = Date.UTC(2026, 10, 23);
const history = { sourceId: 'desk', lastEventAt: null, lastHandshakeAt: null, hours: [] };
const base = {
  source: { provider: 'zoom' as const },
  finding: null,
  fault: null,
  history,
  watchingSince: 0,
  now,
};

describe('Zoom’s check of the address', () => {
  const everyMs = providers.zoom.repeatedHandshake?.everyMs ?? Number.NaN;
  it.each([
    ['never seen', null, null, null],
    ['two days ago', now - 48 * hour, null, null],
    ['three days and an hour ago', now - 73 * hour, null, null],
    ['80 hours ago', now - 80 * hour, null, now - 8 * hour],
    ['80 hours ago, and an event since it was due', now - 80 * hour, now - hour, null],
    ['80 hours ago, and an event before it was due', now - 80 * hour, now - 20 * hour, now - 8 * hour],
  ])('%s', (_, lastHandshakeAt, lastEventAt, overdueSince) => {
    expect(overdueHandshake({ everyMs, lastHandshakeAt, lastEventAt, now })).toBe(overdueSince);
  });
});

describe('the state of a webhook', () => {
  it('is unknown before anything is known', () => {
    expect(judge(base)).toMatchObject({
      state: 'unknown',
      reason: 'No event has arrived yet.',
      reasonCode: 'no-event-yet',
    });
  });
  it('is healthy when the vendor says so, or events come', () => {
    expect(judge({ ...base, finding: healthy }).state).toBe('healthy');
    expect(judge({ ...base, history: { ...history, lastEventAt: now } }).state).toBe('healthy');
  });
  it('is what the vendor says, before what came', () => {
    const finding = {
      state: 'disabled',
      reason: 'Off.',
      reasonCode: 'turned-off',
      fix: 'On.',
      canRepair: true,
    } as const;
    expect(judge({ ...base, finding, history: { ...history, lastEventAt: now } })).toEqual(finding);
  });
  it('names credentials that are refused, and does not call the webhook broken for it', () => {
    const fault = new VendorError('refused', 'Aircall refused the credentials (HTTP 401).', { status: 401 });
    expect(judge({ ...base, fault, history: { ...history, lastEventAt: now } })).toMatchObject({
      state: 'healthy',
      reason: 'Aircall refused the credentials (HTTP 401).',
      reasonCode: 'refused',
      fix: 'Enter the API credentials again in Settings.',
    });
  });
});

it('an address is the source’s own by its whole address, or by its path where that is not known', () => {
  const publicUrl = 'https://acme.example/hooks/desk';
  expect(isOwnAddress('https://acme.example/hooks/desk?x=1', { id: 'desk', publicUrl })).toBe(true);
  expect(isOwnAddress('https://other.example/hooks/desk', { id: 'desk', publicUrl })).toBe(false);
  expect(isOwnAddress('https://other.example/hooks/desk', { id: 'desk' })).toBe(true);
  expect(isOwnAddress('https://other.example/hooks/desk2', { id: 'desk' })).toBe(false);
  expect(isOwnAddress('nowhere', { id: 'desk' })).toBe(false);
});

it('waits double from 250 ms to 30 s, longer when refused, and as long as the vendor asks', () => {
  const waits = [1, 2, 3, 8, 50].map((attempts) =>
    waitBefore({ attempts, isRefused: false, retryAfterMs: null }, 1),
  );
  expect(waits).toEqual([250, 500, 1000, 30_000, 30_000]);
  expect(waitBefore({ attempts: 1, isRefused: false, retryAfterMs: null }, 0)).toBe(125);
  expect(waitBefore({ attempts: 1, isRefused: true, retryAfterMs: null }, 1)).toBe(60_000);
  expect(waitBefore({ attempts: 1, isRefused: false, retryAfterMs: 90_000 }, 0)).toBe(90_000);
});

it('a frame’s body is cut out byte for byte', () => {
  const body = '{ "uuid": 18234852883139443012345, "text": "a ] , \\" [ b" }';
  const frame = splitFrame(Buffer.from(`[ {"type":"ServerNotification","x":"],\\"["} ,${body}]\n`));
  expect(frame?.header.type).toBe('ServerNotification');
  expect(frame?.body.toString()).toBe(body);
  expect(splitFrame(Buffer.from('[{"type":"Heartbeat"}]'))?.body.length).toBe(0);
  for (const text of ['', '[]', '{}', '[1', 'hello', '[{"type":1},{}]'])
    expect(splitFrame(Buffer.from(text))).toBeNull();
});

it('a session’s token moves on only over what is stored, in the order of arrival', () => {
  const token = createSessionToken();
  token.reset('0');
  const [first, second, third] = ['1', '2', '3'].map((one) => token.receive(one));
  second?.();
  expect(token.current()).toBe('0');
  first?.();
  expect(token.current()).toBe('2');
  token.reset(null);
  third?.();
  expect(token.current()).toBeNull();
});

import { describe, expect, it } from 'vitest';
import type { SettingsSource } from '#shared/config/settings.ts';
import type { SubscriptionState } from '#shared/contract/subscriptions.ts';
import { withSetupSteps } from '#shared/status/missing-access.ts';

const source: SettingsSource = {
  id: 'main',
  name: 'Sales line',
  provider: 'ringcentral',
  transport: 'socket',
  options: {},
};
const failed: SubscriptionState = {
  sourceId: 'main',
  transport: 'socket',
  state: 'failed',
  reason: 'RingCentral needs API credentials for a socket; missing: clientId, clientSecret, jwt.',
  reasonCode: 'no-credentials',
  fix: 'Enter the API credentials in Settings.',
  canRepair: false,
  since: '2026-11-23T15:11:00.000Z',
};
const told = (stored: readonly string[], parts: Partial<SubscriptionState> = {}) =>
  withSetupSteps([{ ...failed, ...parts }], [source], () => stored)[0];

describe('a socket without its credentials', () => {
  it.each([
    [[], 'Enter the client ID, the client secret and the JWT credential.'],
    [['clientId'], 'Enter the client secret and the JWT credential.'],
    [['clientId', 'jwt'], 'Enter the client secret.'],
  ])('names what is to be entered next as the window labels it, with %j stored', (stored, fix) => {
    expect(told(stored)).toEqual({ ...failed, state: 'incomplete', reason: null, reasonCode: null, fix });
  });

  it('keeps the capitals of an abbreviation', () => {
    const dialpad = { ...source, provider: 'dialpad' as const };
    expect(withSetupSteps([failed], [dialpad], () => [])[0]?.fix).toBe('Enter the API key.');
  });

  it('leaves alone what failed with all of them, what works, and webhooks', () => {
    expect(told(['clientId', 'clientSecret', 'jwt'])).toEqual(expect.objectContaining({ state: 'failed' }));
    expect(told([], { state: 'connecting', reasonCode: null })).toEqual(
      expect.objectContaining({ state: 'connecting' }),
    );
    expect(told([], { transport: 'webhook', reasonCode: 'not-registered' })).toEqual(
      expect.objectContaining({ state: 'failed' }),
    );
    expect(told([], { reasonCode: 'refused' })).toEqual({ ...failed, reasonCode: 'refused' });
    expect(withSetupSteps([failed], [], () => [])).toEqual([failed]);
  });
});

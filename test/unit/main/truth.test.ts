import { describe, expect, it } from 'vitest';
import { isListening, truthLine } from '../../../electron/main/tray/truth.ts';
import { configured, listening as local, sampleReachability } from '../../support/samples.ts';

/** 10:30 in the tests' time zone. */
const now = new Date('2026-11-23T15:30:00.000Z');

const { sources } = configured.settings;
const listening = { ...local, reachability: sampleReachability() };

describe("the tray's line", () => {
  it('says what arrived last and since when nothing is missing', () => {
    const completeness = { sources: [], nothingMissingSince: '2026-11-23T14:12:00.000Z' };
    const source = {
      sourceId: 'main',
      state: 'complete' as const,
      from: null,
      to: null,
      reason: null,
      reasonCode: null,
      fix: null,
      foundLater: 0,
      nextCheckAt: null,
    };
    expect(
      truthLine({ ...listening, completeness: { ...completeness, sources: [source] } }, sources, now),
    ).toBe('Listening - last event 4 min ago - nothing missing since 9:12 AM');
    // Without a call log to ask, nobody knows.
    expect(truthLine({ ...listening, completeness }, sources, now)).toBe('Listening - last event 4 min ago');
    expect(truthLine({ ...listening, lastEventAt: null }, sources, now)).toBe('Listening');
  });

  it('says since when it is not listening, and why', () => {
    const problem = {
      code: 'tunnel-down' as const,
      severity: 'blocking' as const,
      message: 'The connection to ngrok was lost.',
      fix: 'Check the internet connection.',
      since: '2026-11-23T15:11:00.000Z',
    };
    expect(truthLine({ ...listening, phase: 'not-listening', problems: [problem] }, sources, now)).toBe(
      'Not listening since 10:11 AM: The connection to ngrok was lost.',
    );
    const yesterday = { ...problem, since: '2026-11-22T15:11:00.000Z' };
    expect(truthLine({ ...listening, phase: 'not-listening', problems: [yesterday] }, sources, now)).toBe(
      'Not listening since Nov 22 10:11 AM: The connection to ngrok was lost.',
    );
  });

  it('does not promise what only programs on this computer could use', () => {
    expect(truthLine(local, sources, now)).toBe(
      'Listening on this computer only - last event 4 min ago - the public address is not checked',
    );
    expect(isListening(local, sources, now)).toBe(true);
    expect(truthLine(local, [], now)).toBe('Listening on this computer only - last event 4 min ago');
  });

  it('says what was never set up, and does not look as if it listened then', () => {
    const silent = { ...local, lastEventAt: null };
    const webhook = sources.map(({ publicUrl: _none, ...source }) => source);
    expect(truthLine(silent, webhook, now)).toBe(
      'Sales line cannot reach this computer yet. It needs a tunnel.',
    );
    expect(isListening(silent, webhook, now)).toBe(false);
    expect(isListening(silent, [], now)).toBe(true);
    const socket = { id: 'desk', name: 'Desk', provider: 'dialpad' as const, transport: 'socket' as const };
    const subscription = {
      sourceId: 'desk',
      transport: 'socket' as const,
      state: 'incomplete' as const,
      since: '2026-11-23T15:11:00.000Z',
      reason: null,
      reasonCode: null,
      fix: 'Enter the API key.',
      canRepair: false,
    };
    const incomplete = { ...silent, subscriptions: [subscription] };
    const desk = [{ ...socket, options: {} }];
    expect(truthLine(incomplete, desk, now)).toBe('Desk is not connected yet. Enter the API key.');
    expect(isListening(incomplete, desk, now)).toBe(false);
    // One of two works: the icon is about that one, the line about the other.
    const healthy = { ...silent, subscriptions: [{ ...subscription, state: 'healthy' as const }] };
    expect(isListening(healthy, [...webhook, ...desk], now)).toBe(true);
    expect(truthLine(healthy, [...webhook, ...desk], now)).toMatch(/^Sales line cannot reach/);
  });

  it('says that a socket is down, also where nothing else is wrong', () => {
    const overSocket = sources.map((source) => ({
      ...source,
      provider: 'dialpad' as const,
      transport: 'socket' as const,
    }));
    const subscription = {
      sourceId: 'main',
      transport: 'socket' as const,
      state: 'failed' as const,
      since: '2026-11-23T15:11:00.000Z',
      reason: 'Dialpad refused the API key.',
      reasonCode: 'refused' as const,
      fix: 'Enter it again.',
      canRepair: false,
    };
    const down = { ...local, subscriptions: [subscription] };
    expect(truthLine(down, overSocket, now)).toBe(
      'Not listening since 10:11 AM: Sales line: Dialpad refused the API key. Enter it again.',
    );
    expect(isListening(down, overSocket)).toBe(false);
    const up = { ...local, subscriptions: [{ ...subscription, state: 'healthy' as const }] };
    expect(truthLine({ ...up, lastEventAt: null }, overSocket, now)).toBe('Listening');
    expect(isListening(up, overSocket)).toBe(true);
    const coming = { ...local, subscriptions: [{ ...subscription, state: 'connecting' as const }] };
    expect(truthLine(coming, overSocket, now)).toBe('Connecting to the phone system');
    expect(isListening(coming, overSocket)).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import type { SettingsSource } from '#shared/config/settings.ts';
import type { Problem } from '#shared/contract/problem.ts';
import type { Status } from '#shared/contract/status.ts';
import { attentionText, lineParts, statusLine } from '#shared/status/status-line.ts';
import {
  configured,
  listening as local,
  sampleCompleteness,
  sampleReachability,
} from '../../support/samples.ts';

/** 10:30 in the tests' time zone. */
const now = new Date('2026-11-23T15:30:00.000Z');

const { sources } = configured.settings;
const listening = { ...local, reachability: sampleReachability() };

const line = (status: Status, of: readonly SettingsSource[] = sources) =>
  statusLine(status, of, now.getTime(), 'en-US');
const text = (status: Status, of?: readonly SettingsSource[]) => lineParts(line(status, of), ' - ').join('');
const codes = (status: Status, of?: readonly SettingsSource[]) =>
  line(status, of).details.map(({ code }) => code);
const isListening = (status: Status, of: readonly SettingsSource[]) => line(status, of).isReceiving;

describe('the line', () => {
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
    expect(text({ ...listening, completeness: { ...completeness, sources: [source] } }, sources)).toBe(
      'Listening - last event 4 min ago - nothing missing since 9:12 AM',
    );
    // Without a call log to ask, nobody knows.
    expect(text({ ...listening, completeness }, sources)).toBe('Listening - last event 4 min ago');
    expect(codes({ ...listening, lastEventAt: null }, sources)).toEqual(['no-event']);
  });

  it('says since when it is not listening, and why', () => {
    const problem = {
      code: 'tunnel-down' as const,
      severity: 'blocking' as const,
      message: 'The connection to ngrok was lost.',
      fix: 'Check the internet connection.',
      since: '2026-11-23T15:11:00.000Z',
    };
    expect(text({ ...listening, phase: 'not-listening', problems: [problem] }, sources)).toBe(
      'Not listening since 10:11 AM: The connection to ngrok was lost. Check the internet connection.',
    );
    const yesterday = { ...problem, since: '2026-11-22T15:11:00.000Z' };
    expect(text({ ...listening, phase: 'not-listening', problems: [yesterday] }, sources)).toBe(
      'Not listening since yesterday 10:11 AM: The connection to ngrok was lost. Check the internet connection.',
    );
  });

  it('says of a check that is refused while calls arrive what it is', () => {
    const blockedCheck = {
      code: 'sign-in' as const,
      status: 403,
      since: '2026-11-23T15:00:00.000Z',
      message: 'calls.example.com asks who is there (status 403).',
    };
    const reachability = sampleReachability({ blockedCheck, lastTrafficAt: '2026-11-23T15:05:00.000Z' });
    const status = { ...listening, reachability };
    expect(text(status)).toBe(
      'Listening - calls arrive, last today 10:05 AM - our own check is refused by the address (403)',
    );
    expect(line(status)).toMatchObject({ state: 'listening-but', isReceiving: true });
    const hairpin = { ...blockedCheck, code: 'network' as const, status: null };
    const refused = { ...status, reachability: { ...reachability, blockedCheck: hairpin } };
    expect(text(refused)).toMatch(/ - our own check gets no answer from this network$/);
  });

  it.each([
    ['here', 'calls reach this computer - another Ringback asks for this address too'],
    ['both', 'another Ringback uses this address - each gets a part of the calls'],
    ['unknown', 'another Ringback uses this address - one of the two gets the calls'],
  ] as const)('says who gets the calls where another Ringback has the address: %s', (callsReach, words) => {
    const rival = { since: '2026-11-23T15:00:00.000Z', callsReach };
    const status = { ...listening, reachability: sampleReachability({ rival }) };
    expect(text(status)).toBe(`Listening - ${words}`);
    expect(line(status)).toMatchObject({ state: 'listening-but', isReceiving: true });
  });

  describe('where phone systems call the old address', () => {
    const stale = (sourceId: string, leadsHere = false) => ({
      sourceId,
      transport: 'webhook' as const,
      state: 'old-address' as const,
      since: '2026-11-23T15:05:00.000Z',
      reason: 'It still calls old.example.',
      reasonCode: 'old-address' as const,
      fix: 'Give it the new address at calls.example.com.',
      canRepair: false,
      address: {
        called: 'https://old.example',
        current: 'https://calls.example.com',
        leadsHere,
        canMove: false,
      },
    });
    const two = ['Aircall', 'Zoom'].map((name) => ({
      id: name.toLowerCase(),
      name,
      provider: 'hmac' as const,
      options: {},
    }));

    it('is not listening where all of them do, and names them', () => {
      const status = { ...listening, subscriptions: [stale('aircall'), stale('zoom')] };
      expect(text(status, two)).toBe(
        'Not listening since 10:05 AM: Aircall and Zoom still call the old address.',
      );
      const told = line(status, two);
      expect(told).toMatchObject({
        state: 'not-listening',
        isReceiving: false,
        action: { code: 'new-address', sourceId: 'aircall' },
        attention: [{ kind: 'old-address', isTold: true }],
      });
      expect(told.attention.map((one) => attentionText(one, () => undefined))).toEqual([
        'Give the new address to the phone system.',
      ]);
    });

    it('is listening, but, where others do not, or calls still arrive', () => {
      const one = { ...listening, subscriptions: [stale('zoom')] };
      expect(line(one, two)).toMatchObject({
        state: 'listening-but',
        isReceiving: true,
        attention: [{ kind: 'old-address', isTold: false }],
      });
      expect(line(one, two).attention.map((item) => attentionText(item, () => undefined))).toEqual([
        'Zoom still calls the old address. Give the new address to the phone system.',
      ]);
      const both = { ...listening, subscriptions: [stale('aircall', true), stale('zoom', true)] };
      expect(line(both, two).state).toBe('listening-but');
    });

    it('gives way to what keeps everything away', () => {
      const reachability = sampleReachability({
        phase: 'not-listening',
        reason: 'The connection to ngrok was lost.',
        since: '2026-11-23T15:11:00.000Z',
      });
      const status = { ...listening, reachability, subscriptions: [stale('aircall'), stale('zoom')] };
      expect(text(status, two)).toMatch(/^Not listening since 10:11 AM: The connection to ngrok was lost/);
    });
  });

  it('does not promise what only programs on this computer could use', () => {
    expect(text(local, sources)).toBe(
      'Listening on this computer only - last event 4 min ago - the public address is not checked',
    );
    expect(isListening(local, sources)).toBe(true);
    expect(line(local, [])).toMatchObject({ state: 'local', details: [{ code: 'no-source' }] });
  });

  it('says what was never set up, and does not look as if it listened then', () => {
    const silent = { ...local, lastEventAt: null };
    const webhook = sources.map(({ publicUrl: _none, ...source }) => source);
    expect(text(silent, webhook)).toBe('Sales line cannot reach this computer yet. It needs a tunnel.');
    expect(isListening(silent, webhook)).toBe(false);
    expect(isListening(silent, [])).toBe(true);
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
    expect(text(incomplete, desk)).toBe('Desk is not connected yet. Enter the API key.');
    expect(isListening(incomplete, desk)).toBe(false);
    // One of two works: the icon is about that one, the line about the other.
    const healthy = { ...silent, subscriptions: [{ ...subscription, state: 'healthy' as const }] };
    expect(isListening(healthy, [...webhook, ...desk])).toBe(true);
    expect(text(healthy, [...webhook, ...desk])).toMatch(/^Sales line cannot reach/);
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
    expect(text(down, overSocket)).toBe(
      'Not listening since 10:11 AM: Sales line: Dialpad refused the API key. Enter it again.',
    );
    expect(isListening(down, overSocket)).toBe(false);
    const up = { ...local, subscriptions: [{ ...subscription, state: 'healthy' as const }] };
    expect(line({ ...up, lastEventAt: null }, overSocket)).toMatchObject({
      state: 'listening',
      details: [{ code: 'no-event' }],
    });
    expect(isListening(up, overSocket)).toBe(true);
    const coming = { ...local, subscriptions: [{ ...subscription, state: 'connecting' as const }] };
    expect(text(coming, overSocket)).toBe('Connecting to the phone system - not listening yet');
    expect(isListening(coming, overSocket)).toBe(false);
  });

  it.each([
    ['complete', 'listening', 'nothing-missing'],
    ['failed', 'listening-but', 'check-failed'],
    ['checking', 'listening-but', 'checking'],
    ['no-credentials', 'listening-but', 'not-checked'],
    ['unsupported', 'listening-but', 'not-checked'],
  ] as const)('is not plainly that it listens where calls may be missing: %s', (state, lineState, code) => {
    const nothingMissingSince = state === 'complete' ? '2026-11-23T14:12:00.000Z' : null;
    const completeness = { sources: [sampleCompleteness({ state })], nothingMissingSince };
    expect(line({ ...listening, completeness })).toMatchObject({
      state: lineState,
      details: [{ code: 'last-event' }, { code }],
    });
  });

  it('counts what needs attention, and not what is over', () => {
    const warning: Problem = {
      code: 'secret-mismatch',
      severity: 'warning',
      message: 'Its calls are refused.',
      fix: 'Replace the secret.',
      since: '2026-11-23T15:11:00.000Z',
      sourceId: 'main',
    };
    const told = line({ ...listening, problems: [warning, { ...warning, severity: 'notice' }] });
    expect(told).toMatchObject({
      state: 'listening-but',
      details: [{ code: 'last-event' }, { code: 'warnings', text: '1 warning' }],
    });
    expect(told.attention).toHaveLength(2);
  });
});

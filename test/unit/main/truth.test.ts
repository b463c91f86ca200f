import { describe, expect, it } from 'vitest';
import { truthLine } from '../../../electron/main/tray/truth.ts';
import { listening } from '../../support/samples.ts';

/** 10:30 in the tests' time zone. */
const now = new Date('2026-11-23T15:30:00.000Z');

describe("the tray's line", () => {
  it('says what arrived last and since when nothing is missing', () => {
    const completeness = { sources: [], nothingMissingSince: '2026-11-23T14:12:00.000Z' };
    const source = {
      sourceId: 'main',
      state: 'complete' as const,
      from: null,
      to: null,
      reason: null,
      fix: null,
      foundLater: 0,
      nextCheckAt: null,
    };
    expect(truthLine({ ...listening, completeness: { ...completeness, sources: [source] } }, now)).toBe(
      'Listening - last event 4 min ago - nothing missing since 09:12',
    );
    // Without a call log to ask, nobody knows.
    expect(truthLine({ ...listening, completeness }, now)).toBe('Listening - last event 4 min ago');
    expect(truthLine({ ...listening, lastEventAt: null }, now)).toBe('Listening');
  });

  it('says since when it is not listening, and why', () => {
    const problem = {
      code: 'tunnel-down' as const,
      severity: 'blocking' as const,
      message: 'The connection to ngrok was lost.',
      fix: 'Check the internet connection.',
      since: '2026-11-23T15:11:00.000Z',
    };
    expect(truthLine({ ...listening, phase: 'not-listening', problems: [problem] }, now)).toBe(
      'Not listening since 10:11: The connection to ngrok was lost.',
    );
    const yesterday = { ...problem, since: '2026-11-22T15:11:00.000Z' };
    expect(truthLine({ ...listening, phase: 'not-listening', problems: [yesterday] }, now)).toBe(
      'Not listening since Nov 22 10:11: The connection to ngrok was lost.',
    );
  });
});

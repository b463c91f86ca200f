/** What the command line says of the state. */

import { expect, it } from 'vitest';
import { engineConfigSchema } from '#shared/config/engine-config.ts';
import { type StatusReport, statusReporter } from '../../../electron/engine/cli/status-lines.ts';
import { hmacSource } from '../../support/generic-events.ts';
import { sampleReachability } from '../../support/samples.ts';

const now = Date.UTC(2026, 10, 24, 9, 0, 0);
const at = new Date(now).toISOString();

function reporter() {
  const reports: StatusReport[] = [];
  const tell = statusReporter(
    engineConfigSchema.parse({ sources: [{ ...hmacSource, id: 'sales' }], locale: 'en-GB' }),
    () => now,
    (report) => reports.push(report),
  );
  return { reports, tell };
}

const reachability = sampleReachability();

it('says nothing before the address is known, and each state once', () => {
  const { reports, tell } = reporter();
  tell({ reachability });
  expect(reports).toEqual([]);
  tell({ url: 'http://127.0.0.1:4519' });
  tell({ reachability: { ...reachability, roundTripMs: 30 } });
  expect(reports).toEqual([{ type: 'status', state: 'listening', text: 'Listening', attention: [] }]);
});

it('names what needs attention, and does not call that plainly listening', () => {
  const { reports, tell } = reporter();
  tell({
    url: 'http://127.0.0.1:4519',
    reachability,
    problems: [
      {
        code: 'clock-skew',
        severity: 'warning',
        message: 'This computer’s clock is 60 min fast.',
        fix: 'Set the clock.',
        since: at,
        sourceId: 'sales',
      },
    ],
  });
  expect(reports.at(-1)).toEqual({
    type: 'status',
    state: 'listening-but',
    text: 'Listening, 1 warning',
    attention: ['sales: This computer’s clock is 60 min fast.'],
  });
});

it('says since when nothing arrives, and why', () => {
  const { reports, tell } = reporter();
  tell({ url: 'http://127.0.0.1:4519', reachability });
  tell({
    reachability: {
      ...reachability,
      phase: 'not-listening',
      reason: 'The tunnel is closed.',
      reasonCode: 'closed',
      fix: 'Check the network.',
    },
  });
  expect(reports.at(-1)).toMatchObject({
    state: 'not-listening',
    text: expect.stringMatching(/^Not listening since .*: The tunnel is closed\. Check the network\./),
  });
});

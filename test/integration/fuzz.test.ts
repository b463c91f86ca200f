import { expect, it } from 'vitest';
import { fuzz } from '../faults/fuzz/campaign.ts';

it('hostile requests neither stop the engine nor reach a reader unproved', async () => {
  const { violations, sent, slowClosed } = await fuzz({
    requests: 3000,
    seed: 20_261_123,
    slowConnections: 8,
  });
  expect(violations).toEqual([]);
  expect(Math.min(sent.broken, sent.unproved, sent.signed)).toBeGreaterThan(500);
  expect(slowClosed).toBe(8);
}, 120_000);

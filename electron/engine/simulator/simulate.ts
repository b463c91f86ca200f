/** The simulator inside the engine: sends a test event to the engine's own listener. */

import type { LiveSource } from '#shared/config/sources.ts';
import type { SimulatedEvent, SimulationResult } from '#shared/contract/simulator.ts';
import { SimulatorError } from '../providers/contract/simulator.ts';
import { simulate } from './scenarios.ts';
import { sendAll } from './send.ts';
import type { TestMark } from './test-mark.ts';

/**
 * Sends an event to the engine's own listener, signed as the source's vendor would.
 * @param listenerUrl null while the engine does not listen.
 * @param now milliseconds since the Unix epoch.
 * @throws SimulatorError with a message for people.
 */
export async function simulateToListener(
  source: LiveSource | undefined,
  event: SimulatedEvent,
  listenerUrl: string | null,
  now: number,
  testMark: TestMark,
): Promise<SimulationResult> {
  if (!source) throw new SimulatorError('no-source', 'There is no such phone system.');
  if (listenerUrl === null)
    throw new SimulatorError('not-listening', 'The engine is not listening, so nothing can be sent to it.');
  const token = source.options.accessToken;
  const secret = source.secrets[0] ?? (typeof token === 'string' ? token : undefined);
  if (secret === undefined && source.options.unauthenticated !== true)
    throw new SimulatorError(
      'no-secret',
      'This phone system has no secret yet, so nothing can be signed for it.',
    );
  const url = `${listenerUrl}/hooks/${source.id}`;
  const publicUrl = source.publicUrl ?? url;
  const requests = await simulate(
    event,
    { provider: source.provider, secret: secret ?? '', privateKey: null, publicUrl, options: source.options },
    now,
  );
  const marked = requests.map((request) => ({
    ...request,
    headers: { ...request.headers, ...testMark.headers },
  }));
  return await sendAll(marked, { url, publicUrl, isStorm: event === 'storm' });
}

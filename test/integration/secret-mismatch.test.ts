/** A secret that does not fit is told, for every provider, and not taken for one that is not shown. */
import { describe, expect, it } from 'vitest';
import { refusalCodes } from '#shared/contract/delivery-reason.ts';
import type { NewProblem } from '../../electron/engine/problems/problem-board.ts';
import { prepareSource } from '../../electron/engine/sources/prepare.ts';
import { createMismatchDetector } from '../../electron/engine/sources/secret-mismatch.ts';
import { simulatedSources } from '../support/simulated-sources.ts';
import { simulateNow } from '../support/vendor-simulators.ts';

const now = Date.UTC(2026, 10, 23, 14, 0, 0);
const publicUrl = 'https://acme.example/hooks/main';

function board() {
  const raised: NewProblem[] = [];
  const cleared: string[] = [];
  const detector = createMismatchDetector({
    raise: (problem) => void raised.push(problem),
    clearOf: (_code, sourceId) => void cleared.push(sourceId),
  });
  return { detector, raised, cleared };
}

/** Another body beside their tokens is refused for the body's sake, and says nothing of the secret. */
const tokens = new Set(['vonage', 'ringover']);

/** What a forger would send: another body beside the signature, or another secret where the body is not covered. */
describe.each(simulatedSources())('$name', ({ provider, secrets, privateKey, options }) => {
  const prepared = prepareSource({ id: 'main', provider, secrets, publicUrl, options, credentials: {} });
  if (!prepared.ok) throw new Error(JSON.stringify(prepared.issues));
  const { authenticator } = prepared.value;
  const simulated = { provider, secret: secrets[0] ?? '', privateKey, publicUrl, options };
  const verdictOf = (request: ReturnType<typeof simulateNow>[number]) =>
    authenticator.verify(
      {
        method: request.method,
        query: '',
        headers: { ...request.headers, ...request.credentials },
        body: Buffer.from(request.body),
      },
      now,
    );

  it('is told after three requests that do not fit, and ends with one that does', () => {
    const { detector, raised, cleared } = board();
    const forged = tokens.has(provider)
      ? simulateNow('missed', { ...simulated, secret: 'another secret' }, now).at(-1)
      : simulateNow('tampered', simulated, now)[0];
    if (!forged) throw new Error('nothing was tampered with');
    const verdict = verdictOf(forged);
    expect(verdict.genuine).toBe(false);
    for (let n = 0; n < 3; n++) if (!verdict.genuine) detector.onRefused('main', verdict.code);
    expect(raised).toMatchObject([{ code: 'secret-mismatch', severity: 'warning', sourceId: 'main' }]);
    detector.onGenuine('main');
    expect(cleared).toEqual(['main']);
  });
});

it('says nothing of requests that show nothing, or are refused for another reason', () => {
  const { detector, raised } = board();
  for (const code of refusalCodes)
    if (code !== 'mismatch' && code !== 'wrong-application')
      for (let n = 0; n < 10; n++) detector.onRefused('main', code);
  expect(raised).toEqual([]);
});

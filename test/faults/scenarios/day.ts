/** A day of a busy office, every provider, in a few minutes. */
import type { Call } from '#shared/contract/calls.ts';
import type { SimulatedEvent } from '#shared/contract/simulator.ts';
import { simulate } from '../../../electron/engine/simulator/scenarios.ts';
import { sendAll } from '../../../electron/engine/simulator/send.ts';
import { storedCalls } from '../../support/engine-process.ts';
import { eventually } from '../../support/eventually.ts';
import { simulatedSources } from '../../support/simulated-sources.ts';
import { createLives } from '../lives.ts';
import type { Scenario } from '../scenario.ts';

const hours = 24;
const callsAnHour = 90;
const kinds: readonly SimulatedEvent[] = [
  'missed',
  'answered',
  'voicemail',
  'out-of-order',
  'duplicate',
  'answered',
];
/** What a rep is to be told of. */
const isForRep = ({ outcome }: Call): boolean => outcome === 'missed' || outcome === 'voicemail';

export const day: Scenario = {
  title: '24 hours of traffic, compressed',
  what: 'Each of 24 engines runs at its hour of the day and takes a share of calls from every provider - missed, answered, with voicemail, out of order, repeated - and is then stopped or killed in turn, with notifications still held.',
  async run() {
    const sources = simulatedSources();
    const publicUrl = (id: string) => `https://relay.example.com/hooks/${id}`;
    const lives = createLives({
      config: {
        port: 0,
        sources: sources.map(({ name, provider, secrets, options }) => ({
          id: name,
          provider,
          secrets,
          options,
          publicUrl: publicUrl(name),
        })),
      },
    });
    const midnight = Date.UTC(2026, 10, 23);
    const expected = { missed: 0, voicemail: 0, answered: 0 };
    let requests = 0;
    const problems: string[] = [];
    let turn = 0;
    for (let hour = 0; hour < hours; hour++) {
      const at = midnight + hour * 3_600_000;
      const engine = await lives.start(['--clock', new Date(at).toISOString()]);
      const begin = performance.now();
      const send = async (): Promise<void> => {
        const source = sources[turn % sources.length];
        const event = kinds[turn % kinds.length];
        turn += 1;
        if (!source || !event) return;
        expected[event === 'voicemail' || event === 'answered' ? event : 'missed'] += 1;
        const { name, provider, secrets, options, privateKey } = source;
        const simulated = {
          provider,
          secret: secrets[0] ?? '',
          privateKey,
          options,
          publicUrl: publicUrl(name),
        };
        const url = `${engine.url}/hooks/${name}`;
        const made = await simulate(event, simulated, at + Math.floor(performance.now() - begin));
        const sent = await sendAll(made, { url, publicUrl: publicUrl(name), isStorm: false });
        requests += sent.requests.length;
        const wrong = sent.requests.find(({ status }) => status >= 300 && status !== 401);
        if (wrong) problems.push(`${name}: ${wrong.description} was answered ${wrong.status}`);
      };
      const last = (hour + 1) * callsAnHour;
      const sender = async (): Promise<void> => {
        while (turn < last) await send();
      };
      await Promise.all(Array.from({ length: 8 }, sender));
      if (hour === hours - 1) break;
      if (hour % 2 === 0) await lives.kill();
      else if ((await lives.stop()) !== 0) problems.push(`the engine of hour ${hour} did not end cleanly`);
    }
    const wanted = expected.missed + expected.voicemail;
    const notifiedCalls = () =>
      new Set(lives.notifications().flatMap(({ call, calls = [call] }) => calls.map(({ id }) => id)));
    await eventually(
      () => notifiedCalls().size,
      (size) => size >= wanted,
      60_000,
    ).catch((error: unknown) => problems.push(`notified: ${String(error)}`));
    if ((await lives.stop()) !== 0) problems.push('the last engine did not end cleanly');
    const calls = await storedCalls(lives.dataFolder);
    const count = (outcome: string) => calls.filter((call) => call.outcome === outcome).length;
    for (const outcome of ['missed', 'voicemail', 'answered'] as const)
      if (count(outcome) !== expected[outcome])
        problems.push(`${expected[outcome]} calls ${outcome} were sent, ${count(outcome)} are there`);
    const notified = notifiedCalls();
    const unasked = calls.filter((call) => notified.has(call.id) && !isForRep(call));
    if (unasked.length > 0) problems.push(`${unasked.length} answered calls were notified`);
    const silent = calls.filter((call) => isForRep(call) && !notified.has(call.id));
    if (silent.length > 0) problems.push(`${silent.length} missed calls were not notified`);
    for (const call of calls.filter(isForRep)) {
      const own = new Map(
        lives
          .notifications()
          .filter(({ call: newest, calls = [newest] }) => calls.some(({ id }) => id === call.id))
          .map((notification) => [notification.id, notification.kind]),
      );
      // A voicemail may take the place of its own miss, and nothing else is ever told twice.
      const kindsTold = [...own.values()];
      if (new Set(kindsTold).size !== kindsTold.length)
        problems.push(`call ${call.id} was told twice: ${kindsTold.join(', ')}`);
    }
    return {
      skipped: null,
      problems: problems.slice(0, 20),
      figures: [
        `${turn} calls of ${sources.length} kinds of sources in ${requests} requests; ${lives.count()} engines, ${hours / 2} of them killed.`,
        `${expected.missed} missed, ${expected.voicemail} voicemails and ${expected.answered} answered, as sent; ${notified.size} notified.`,
      ],
    };
  },
};

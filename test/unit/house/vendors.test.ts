/** What is a vendor's stands in its folder: everyone else asks the provider what it can do. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { providerDescriptions, providerIds } from '#shared/providers/index.ts';
import { providers } from '../../../electron/engine/providers/index.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

const sources = ['electron', 'renderer', 'shared'].flatMap((house) =>
  readdirSync(`${root}${house}`, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => `${house}/${path.replaceAll('\\', '/')}`),
);

/** Words of a vendor's own that are another's ID: a kind of extension at Zoom, a kind of signature at Quo. */
const vendorsWords = [
  'electron/engine/providers/zoom/outcome.ts twilio',
  'electron/engine/providers/quo/authenticator.ts hmac',
];

/** Where a vendor's own ID may stand. */
const isOwnPlace = (path: string, id: string): boolean =>
  path.startsWith(`electron/engine/providers/${id}/`) ||
  path === `shared/providers/${id}.ts` ||
  path.startsWith('renderer/settings/providers/') ||
  vendorsWords.some((word) => word === `${path} ${id}`) ||
  // It makes sources, as a rep does in Settings.
  path.startsWith('electron/main/demo/');

/** The IDs that stand in a text as a value: quoted, and no part of a module's path. */
const quotedIds = (text: string): string[] =>
  providerIds.filter((id) => new RegExp(`(['"])${id}\\1`).test(text));

/** Whether a text compares how events come with a word, instead of asking `usesSocket`. */
const comparesTransport = (text: string): boolean =>
  /transport\??\s*[!=]==?\s*['"](socket|webhook)['"]/.test(text);

describe('outside of its folder', () => {
  it.each(sources)('%s names no vendor and compares no transport', (path) => {
    const text = readFileSync(root + path, 'utf8');
    expect(quotedIds(text).filter((id) => !isOwnPlace(path, id))).toEqual([]);
    expect(comparesTransport(text) && path !== 'shared/config/sources.ts').toBe(false);
  });

  it('a vendor’s name would be found', () => {
    expect(quotedIds("if (source.provider === 'zoom') return;")).toEqual(['zoom']);
    expect(quotedIds('new Set(["hmac", "cloudevents"])')).toEqual(['hmac', 'cloudevents']);
    expect(quotedIds("import { zoom } from './zoom/index.ts';")).toEqual([]);
    expect(comparesTransport("sources.filter(({ transport }) => transport !== 'socket')")).toBe(true);
  });
});

describe.each(providerIds)('%s', (id) => {
  const { description, callLog, socket, subscription, repeatedHandshake } = providers[id];

  it('has the capabilities of its description, and no others', () => {
    expect(description).toBe(providerDescriptions[id]);
    expect(callLog !== undefined).toBe(description.callLog !== undefined);
    expect(socket !== undefined).toBe(description.socket !== undefined);
    const usesApi = [callLog, socket, subscription].some((capability) => capability !== undefined);
    expect(description.credentials !== undefined).toBe(usesApi);
  });

  it('names each credential once', () => {
    const names = (description.credentials ?? []).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('can be simulated, and answers a handshake that it repeats', async () => {
    const simulator = await providers[id].simulator();
    expect(simulator.events).toBeTypeOf('function');
    if (repeatedHandshake) expect(simulator.handshake).toBeTypeOf('function');
  });
});

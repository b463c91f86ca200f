/**
 * No code decides by a sentence: refusals, faults and problems carry codes. What foreign programs say only in words is read in
 * one place each, which is listed here with its reason.
 */
import { globSync, readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A sentence that is matched, searched, taken apart or compared with another one. */
const name = String.raw`(?<![\w$.])(?<!typeof )(?:[\w$?]+\??\.)*(?:reason|message|fix|detail)`;
const patterns = [
  String.raw`/[dgimsuvy]*\.(?:test|exec)\(\s*${name}\b(?!\.(?:length|timestamp|signature|id))`,
  String.raw`[\w$]\.(?:test|exec)\(\s*${name}\b(?!\.(?:length|timestamp|signature|id))`,
  String.raw`${name}\??\.(?:match|matchAll|search|replace|replaceAll|includes|startsWith|endsWith|indexOf|split)\(`,
  String.raw`${name} (?:===|!==) ['"\`]`,
  String.raw`['"\`] (?:===|!==) ${name}\b`,
].map((pattern) => new RegExp(pattern, 'g'));

const allowed: Readonly<Record<string, string>> = {
  'electron/engine/tunnel/ngrok/problems.ts':
    "ngrok's SDK throws errors whose code stands in their text only",
  'electron/engine/tunnel/ssh/problems.ts': 'ssh2 gives the errors of its key parser no code',
  'electron/engine/providers/common/socket-connection.ts':
    'ws names the HTTP status of a refused upgrade in its text only',
  'electron/engine/providers/dialpad/socket/driver.ts':
    'a message is what Dialpad sent, not a sentence of ours',
  'electron/engine/providers/ringcentral/extension-end.ts': "the reason is a code of RingCentral's own",
  'electron/engine/providers/ringcentral/socket/frames.ts': 'a message is a frame of the socket',
  'electron/engine/providers/telnyx/reader.ts': "the reason is a code of Telnyx's own",
};

const files = ['electron', 'renderer', 'shared'].flatMap((room) =>
  globSync(`${room}/**/*.{ts,tsx}`, { cwd: root }).map((file) => file.split(sep).join('/')),
);
const found = files.flatMap((file) => {
  const text = readFileSync(`${root}/${file}`, 'utf8');
  return patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => ({ file, match: match[0] })),
  );
});

it('looks through all production code', () => {
  expect(files.length).toBeGreaterThan(500);
  expect(
    relative(root, fileURLToPath(import.meta.url))
      .split(sep)
      .join('/'),
  ).toBe('test/unit/no-english-parsed.test.ts');
});

it.each([
  'if (/\\b(old|ahead)\\b/i.test(reason)) return clockAdvice;',
  'mismatch.test(verdict.reason)',
  "if (problem.message.includes('refused')) return;",
  "error?.message.startsWith('x')",
  "if (state.fix === 'Reconnect.') return;",
  "issue.message.replace(/^Invalid input: /, '')",
])('knows a sentence that is parsed: %s', (code) => {
  expect(patterns.some((pattern) => code.search(pattern) >= 0)).toBe(true);
});

it('no sentence is parsed, but those of foreign programs', () => {
  expect(found.filter(({ file }) => !Object.hasOwn(allowed, file))).toEqual([]);
});

it('nothing is allowed that does not occur', () => {
  const needed = new Set(found.map(({ file }) => file));
  expect(Object.keys(allowed).filter((file) => !needed.has(file))).toEqual([]);
});

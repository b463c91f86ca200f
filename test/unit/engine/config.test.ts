import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkConfig, loadConfig } from '../../../electron/engine/cli/load-config.ts';
import { ConfigError } from '../../../electron/engine/config/config-error.ts';

const issuesOf = (value: unknown) => {
  try {
    checkConfig(value);
  } catch (error) {
    if (error instanceof ConfigError) return error.issues.map(({ path, message }) => `${path}: ${message}`);
    throw error;
  }
  return [];
};
const source = { id: 'main', provider: 'hmac', secrets: ['s'] };

describe('checkConfig', () => {
  it('accepts the documented form, with options left out', () => {
    expect(
      issuesOf({
        port: 0,
        sources: [
          { ...source, provider: 'twilio', publicUrl: 'https://acme.example/hooks/main', options: {} },
        ],
      }),
    ).toEqual([]);
    expect(issuesOf({ sources: [source] })).toEqual([]);
  });

  it.each([
    ['a misspelled key', { prot: 1 }, 'prot: is not a known key; did you mean "port"?'],
    [
      'a misspelled key of a source',
      { sources: [{ ...source, secret: 's' }] },
      'sources[0].secret: is not a known key; did you mean "secrets"?',
    ],
    [
      'an address that is none',
      { sources: [{ ...source, allowedAddresses: ['192.0.2.1', '192.0.2.0/33'] }] },
      'sources[0].allowedAddresses[1]: expected an IP address or a block such as 192.0.2.0/24',
    ],
    ['a wrong type', { port: '80' }, 'port: expected a whole number'],
    ['an impossible port', { port: 70000 }, 'port: expected a port from 0 to 65535'],
    [
      'an unknown provider',
      { sources: [{ ...source, provider: 'twillio' }] },
      /^sources\[0\]\.provider: .*"twilio"/,
    ],
    [
      'an ID that is no path segment',
      { sources: [{ ...source, id: 'a/b' }] },
      /^sources\[0\]\.id: expected 1 to 64 letters/,
    ],
    [
      'an ID used twice',
      { sources: [source, source] },
      'sources[1].id: "main" is used twice; expected an ID of its own',
    ],
    [
      'a misspelled option',
      { sources: [{ ...source, options: { heder: 'x' } }] },
      'sources[0].options.heder: is not a known key; did you mean "header"?',
    ],
    [
      'a wrong option',
      { sources: [{ ...source, options: { algorithm: 'md5' } }] },
      /^sources\[0\]\.options\.algorithm: .*"sha256"/,
    ],
    ['no secret', { sources: [{ ...source, secrets: [] }] }, /^sources\[0\]\.secrets: expected the secret/],
    [
      'no public URL where it is signed',
      { sources: [{ ...source, provider: 'twilio' }] },
      /^sources\[0\]\.publicUrl: expected/,
    ],
  ])('names the key and what was expected: %s', (_name, value, issue) => {
    const issues = issuesOf(value);
    expect(issues).toHaveLength(1);
    if (typeof issue === 'string') expect(issues[0]).toBe(issue);
    else expect(issues[0]).toMatch(issue);
  });
});

describe('loadConfig', () => {
  const write = (text: string) => {
    const file = join(mkdtempSync(join(tmpdir(), 'ringback-config-')), 'config.json');
    writeFileSync(file, text);
    return file;
  };

  it('says where the JSON is broken without quoting it', () => {
    const file = write('{\n  "port": 0,\n  "sources": [{"secrets": ["hunter2-very-secret" "x"]}]\n}');
    expect(() => loadConfig(file)).toThrow(/not valid JSON at line 3, column \d+/);
    expect(() => loadConfig(file)).not.toThrow(/hunter2/);
  });

  it('says so when there is no file', () => {
    expect(() => loadConfig('/nonexistent/config.json')).toThrow(/cannot be read \(ENOENT\)/);
  });
});

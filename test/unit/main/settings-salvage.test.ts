import { describe, expect, it } from 'vitest';
import { loadSettings } from '../../../electron/main/settings/load.ts';
import { patchSettings, settingsPatchSchema, settingsSchema } from '../../../shared/config/settings.ts';

const source = { id: 'main', name: 'Main', provider: 'hmac', options: {} };

describe('a settings file with a mistake', () => {
  it('loses the key at fault only, at any depth', () => {
    const { settings, faults } = loadSettings(
      JSON.stringify({
        port: 4600,
        apearance: 'dark',
        sources: [{ ...source, publicURL: 'https://a.example' }],
      }),
    );
    expect(settings.port).toBe(4600);
    expect(settings.sources).toEqual([source]);
    expect(faults).toEqual([
      '"sources[0].publicURL" is not a setting',
      '"apearance" is not a setting; did you mean "appearance"?',
    ]);
  });

  it('says which settings there are where a key resembles none', () => {
    const { settings, faults } = loadSettings('{"colour":"red","port":4600,"prices":1}');
    expect(settings.port).toBe(4600);
    expect(faults).toEqual([
      expect.stringMatching(/^"colour" is not a setting; expected one of version, port,/),
      expect.stringMatching(/^"prices" is not a setting; expected one of version, port,/),
    ]);
  });

  it('loses a source that lacks what it needs, and keeps the others', () => {
    const { name: _name, ...nameless } = source;
    const { settings, faults } = loadSettings(
      JSON.stringify({ sources: [nameless, { ...source, id: 'other' }] }),
    );
    expect(settings.sources.map(({ id }) => id)).toEqual(['other']);
    expect(faults[0]).toContain('"sources[0].name"');
  });

  it('loses a source whose ID another one has: the engine would take neither', () => {
    const { settings, faults } = loadSettings(
      JSON.stringify({ sources: [source, { ...source, name: 'Again' }, { ...source, id: 'other' }] }),
    );
    expect(settings.sources.map(({ name, id }) => [name, id])).toEqual([
      ['Main', 'main'],
      ['Main', 'other'],
    ]);
    expect(faults[0]).toContain('"sources[1].id": "main" is used twice');
  });

  it.each(['', '{', '[]', 'null', '3'])('starts from the defaults where it is %j', (text) => {
    const { settings, faults } = loadSettings(text);
    expect(settings).toEqual(settingsSchema.parse({}));
    expect(faults).toHaveLength(1);
  });

  it('has no fault where it is right', () => {
    expect(loadSettings('{"port":4600}')).toMatchObject({ settings: { port: 4600 }, faults: [] });
  });
});

describe('a patch', () => {
  it('changes what it names and nothing else', () => {
    const current = settingsSchema.parse({ port: 4600, region: 'US', appearance: 'dark' });
    expect(patchSettings(current, settingsPatchSchema.parse({ region: null }))).toEqual({
      ...current,
      region: null,
    });
    expect(settingsPatchSchema.parse({})).toEqual({});
  });
});

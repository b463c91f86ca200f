import { describe, expect, it } from 'vitest';
import { redact } from '../../../electron/engine/tunnel/redact.ts';
import { openWatched, problemOf } from '../../support/tunnels/open-tunnel.ts';

describe('a manual tunnel', () => {
  it('has the origin of the given address, and nothing to close', async () => {
    const tunnel = await openWatched(
      { settings: { kind: 'manual', publicUrl: 'https://hooks.acme.example:8443/some/path' } },
      4040,
    );
    expect(tunnel.url).toBe('https://hooks.acme.example:8443');
    await tunnel.close();
    expect(tunnel.downs).toEqual([]);
  });

  it('is not opened where none is set up', async () => {
    expect(await problemOf(openWatched({ settings: { kind: 'none' } }, 4040))).toMatchObject({
      code: 'settings',
    });
  });
});

describe('redact', () => {
  it.each([
    ['Your authtoken: 2abc_DEF.', '2abc_DEF', 'Your authtoken: [hidden].'],
    ['Your authtoken: 2abc…', '2abc_DEF', 'Your authtoken: [hidden]'],
    ['TUNNEL_TOKEN=eyJh is wrong', undefined, 'TUNNEL_TOKEN=[hidden] is wrong'],
    ['The token is not valid.', 'secret', 'The token is not valid.'],
  ])('takes the secret out of "%s"', (text, secret, expected) => {
    expect(redact(text, secret)).toBe(expected);
  });
});

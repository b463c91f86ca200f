import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { isForwarded } from '../../../electron/engine/http/guard.ts';

const came = (headers: IncomingMessage['headers']): boolean => isForwarded({ headers } as IncomingMessage);

describe('a request that came through a tunnel', () => {
  it.each([
    [{ host: '127.0.0.1:4519', 'x-forwarded-for': '203.0.113.9' }],
    [{ host: '127.0.0.1:4519', 'x-forwarded-proto': 'https' }],
    [{ host: 'localhost', forwarded: 'for=203.0.113.9;proto=https' }],
    // A forward of bytes adds nothing.
    [{ host: 'calls.example.com' }],
    [{ host: 'calls.example.com:8443' }],
  ])('is known by what the edge adds, or by its host: %j', (headers) => {
    expect(came(headers)).toBe(true);
  });

  it.each([[{ host: '127.0.0.1:4519' }], [{ host: 'localhost:4519' }], [{ host: '[::1]:4519' }], [{}]])(
    'is told from one of a program on this computer: %j',
    (headers) => {
      expect(came(headers)).toBe(false);
    },
  );
});

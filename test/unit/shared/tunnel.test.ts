import { expect, it } from 'vitest';
import { staticOrigin, tunnelSchema } from '#shared/config/tunnel.ts';

it.each(['acme:ngrok', '::1', '999.1.1.1'])('takes no domain that is no host: %s', (domain) => {
  expect(tunnelSchema.safeParse({ kind: 'ngrok', domain }).success).toBe(false);
});

it('knows the address of a domain that it takes', () => {
  expect(staticOrigin(tunnelSchema.parse({ kind: 'ngrok', domain: 'acme.ngrok.app' }))).toBe(
    'https://acme.ngrok.app',
  );
});

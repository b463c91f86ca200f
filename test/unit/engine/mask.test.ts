import { expect, it } from 'vitest';
import { maskSecrets } from '../../../electron/engine/intake/mask-secrets.ts';

it.each([
  ['{"token":"s3cret","data":{"id":1}}', '{"token":"(hidden)","data":{"id":1}}'],
  ['{"data":{"Password" : "a\\"b","x":"y"}}', '{"data":{"Password" : "(hidden)","x":"y"}}'],
  ['{"token":"s3cr', '{"token":"(hidden)"'],
  ['access_token=s3cret&line=main', 'access_token=(hidden)&line=main'],
  ['line=main&token=s3cret', 'line=main&token=(hidden)'],
  ['{"tokens":"kept","plainToken":"kept"}', '{"tokens":"kept","plainToken":"kept"}'],
])('%s', (text, masked) => {
  expect(maskSecrets(text)).toBe(masked);
});

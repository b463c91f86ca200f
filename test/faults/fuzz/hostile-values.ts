/** Values, texts and bytes that break careless readers, as fast-check arbitraries. */
import fc from 'fast-check';

/** Names that mean something to JavaScript's objects. */
const dangerousKeys = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'length', ''];

/** Text that parses to an object with an own `__proto__`. */
const pollution = fc
  .constantFrom(...dangerousKeys)
  .map((key) => `{${JSON.stringify(key)}:{"isAdmin":true,"toString":1,"data":{"id":"x"}}}`);

const nested = fc
  .record({ depth: fc.integer({ min: 1, max: 60_000 }), isArray: fc.boolean() })
  .map(({ depth, isArray }) =>
    isArray ? '['.repeat(depth) + ']'.repeat(depth) : `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`,
  );

/** Small to send, large to keep. */
const bomb = fc.integer({ min: 1, max: 20_000 }).map((n) => `[${Array(n).fill('{}').join(',')}]`);

const numbers = fc.constantFrom(
  '0',
  '-0',
  '-1',
  '1e308',
  '1e999',
  '-1e999',
  '8640000000000001',
  '-8640000000000001',
  '9007199254740993',
  '123456789012345678901234567890',
  '1e-400',
  '4102444800',
  '253402300800',
  '99999999999',
);
const strings = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom(
    '',
    '\0',
    '\ud800',
    '\u202e',
    '+',
    '9'.repeat(400),
    '-1',
    'NaN',
    'null',
    '%00',
    '%',
    '2026-99-99T99:99:99Z',
    '+275760-09-13T00:00:00.001Z',
    '-271821-04-19T23:59:59.999Z',
    '0000-00-00 00:00:00',
    'PT1e9S',
    `PT${'9'.repeat(200)}S`,
    "'; DROP TABLE calls; --",
    '+14155550123'.repeat(50),
    'a'.repeat(70_000),
  ),
  fc.constantFrom(...dangerousKeys),
);

/** JSON text of one value. */
export const hostileJson: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.jsonValue().map((value) => JSON.stringify(value)) },
  { weight: 4, arbitrary: numbers },
  { weight: 6, arbitrary: strings.map((text) => JSON.stringify(text)) },
  { weight: 2, arbitrary: pollution },
  { weight: 1, arbitrary: nested },
  { weight: 1, arbitrary: bomb },
  { weight: 1, arbitrary: fc.constantFrom('null', 'true', '[]', '{}', '[[]]', '[null]') },
);

export const hostileText = strings;

const invalidUtf8 = fc.constantFrom(
  Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
  Buffer.from([0xc0, 0x80]),
  Buffer.from([0xed, 0xa0, 0x80]),
  Buffer.from('﻿{"id":"x"}', 'utf8'),
  Buffer.from('{"id":"x","type":"call.missed"}', 'utf16le'),
  Buffer.from([0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0, 3, 0xab, 0xae, 5, 0]),
);

/** A whole body. */
export const hostileBody: fc.Arbitrary<Buffer> = fc.oneof(
  { weight: 5, arbitrary: hostileJson.map((text) => Buffer.from(text)) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(hostileJson, fc.double({ min: 0, max: 1, noNaN: true }))
      .map(([text, share]) => Buffer.from(text.slice(0, Math.floor(text.length * share)))),
  },
  { weight: 2, arbitrary: invalidUtf8 },
  { weight: 2, arbitrary: fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)) },
  {
    weight: 1,
    arbitrary: fc
      .integer({ min: 1, max: 3000 })
      .map((n) => Buffer.from(Array.from({ length: n }, (_, i) => `k${i % 7}=%F${i % 10}`).join('&'))),
  },
  { weight: 1, arbitrary: fc.constant(Buffer.alloc(0)) },
);

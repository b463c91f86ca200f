import { describe, expect, expectTypeOf, it } from 'vitest';
import { engineMethods, hostMessageSchema } from '#shared/contract/engine-protocol.ts';
import { forwardedMethodNames, shellMethods, windowEvents, windowMethods } from '#shared/contract/ipc.ts';
import { combine } from '#shared/util/combine.ts';

const names = [...Object.keys(engineMethods), ...Object.keys(windowMethods), ...Object.keys(windowEvents)];

describe('the contract', () => {
  it.each([...new Set(names)])('names %s by its domain and what happens', (name) => {
    expect(name).toMatch(/^[a-z][A-Za-z]*\.[a-z][A-Za-z]*$/);
  });

  it('passes on what the engine says of itself, and has the shell answer the rest', () => {
    expect(forwardedMethodNames).toContain('calls.list');
    expect(forwardedMethodNames).not.toContain('followUps.close');
    expect(Object.keys(windowMethods).sort()).toEqual(
      [...Object.keys(shellMethods), ...forwardedMethodNames].sort(),
    );
  });

  it('does not let the host ask what is no public method', () => {
    const ask = (method: string) =>
      hostMessageSchema.safeParse({ type: 'request', id: 1, method, params: {} }).success;
    expect(Object.keys(engineMethods).filter((method) => !ask(method))).toEqual([]);
    expect(
      ['catchUp.save', 'catchUp.load', 'catchUp.foundLater', 'subscriptions.history', 'toString'].filter(ask),
    ).toEqual([]);
  });
});

describe('maps of several domains', () => {
  it('become one flat map', () => {
    const combined = combine([{ 'a.x': 1 }, { 'b.x': 'two' }]);
    expect(combined).toEqual({ 'a.x': 1, 'b.x': 'two' });
    expectTypeOf(combined['b.x']).toExtend<string>();
  });

  it('do not compile with a key that stands in two of them', () => {
    // @ts-expect-error a.x is there twice.
    combine([{ 'a.x': 1 }, { 'b.x': 2 }, { 'a.x': 3 }]);
  });
});

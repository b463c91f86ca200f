import { describe, expect, it } from 'vitest';
import { answerReader } from '../../bench/answer.ts';

const answer = (status: string, body: string): Buffer =>
  Buffer.from(`HTTP/1.1 ${status}\r\ndate: now\r\ncontent-length: ${body.length}\r\n\r\n${body}`, 'latin1');

describe("the bench's reading of answers", () => {
  it('reads one answer after another, also where the status changes and the form does not', () => {
    const read = answerReader();
    expect(read(answer('200 OK', 'ok'))).toBe(200);
    expect(read(answer('200 OK', 'ok'))).toBe(200);
    expect(read(answer('503 No', 'ok'))).toBe(503);
  });

  it('waits for the rest of an answer, wherever it is cut', () => {
    const whole = answer('202 Accepted', 'a body');
    for (let at = 1; at < whole.length; at++) {
      const read = answerReader();
      expect(read(whole)).toBe(202);
      expect(read(whole.subarray(0, at))).toBeNull();
      expect(read(whole.subarray(at))).toBe(202);
      expect(read(whole)).toBe(202);
    }
  });

  it('does not take a part of a longer answer for a whole one of the usual length', () => {
    const usual = answer('200 OK', 'ok');
    const longer = answer('500 Internal Server Error', 'a longer body');
    const read = answerReader();
    read(usual);
    expect(read(longer.subarray(0, usual.length))).toBeNull();
    expect(read(longer.subarray(usual.length))).toBe(500);
  });
});

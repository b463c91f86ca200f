import { describe, expect, it } from 'vitest';
import { onScreen } from '../../../electron/main/window/bounds.ts';

const laptop = { x: 0, y: 0, width: 1280, height: 800 };
const right = { x: 1280, y: 0, width: 2560, height: 1440 };
const size = { width: 1120, height: 720, maximised: false };

describe('the window’s place', () => {
  it.each([
    [{ ...size, x: 100, y: 40 }],
    [{ ...size, x: 2000, y: 300 }],
    [{ ...size, x: -200, y: 0 }],
    [{ ...size, x: 0, y: -8 }],
  ])('is kept where enough of it is on a screen: %j', (bounds) => {
    expect(onScreen(bounds, [laptop, right])).toBe(bounds);
  });

  it.each([
    [{ ...size, x: 5000, y: 40 }],
    [{ ...size, x: 100, y: 790 }],
    [{ ...size, x: 100, y: -300 }],
    [{ ...size, x: -1100, y: 0 }],
  ])('is given up where it cannot be reached: %j', (bounds) => {
    expect(onScreen(bounds, [laptop, right])).toEqual(size);
  });

  it('fits the screen that is left', () => {
    expect(onScreen({ ...size, x: 2000, y: 300, width: 2400, height: 1300 }, [laptop])).toEqual({
      width: 1280,
      height: 800,
      maximised: false,
    });
  });
});

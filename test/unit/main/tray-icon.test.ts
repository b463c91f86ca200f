/** The tray's icons are told apart without their colours: macOS and some desktops show the shape only. */
import { expect, it } from 'vitest';
import { drawTrayIcon, type Palette, type TrayState } from '../../../electron/main/tray/draw.ts';

const states = ['listening', 'listening-but', 'not-listening', 'paused'] as const satisfies TrayState[];
const black = [0, 0, 0, 255] as const;
const palette: Palette = {
  ground: { listening: black, 'listening-but': black, 'not-listening': black, paused: black },
  mark: black,
};

/** Of each pixel, whether it is more covered than not. */
const shapeOf = (state: TrayState, size: number): boolean[] => {
  const bitmap = drawTrayIcon(state, size, palette, true);
  return Array.from({ length: size * size }, (_, index) => (bitmap[index * 4 + 3] ?? 0) > 127);
};

it.each([16, 22, 44])('every two differ in at least a twentieth of %i x %i pixels', (size) => {
  for (const [index, one] of states.entries())
    for (const other of states.slice(index + 1)) {
      const first = shapeOf(one, size);
      const second = shapeOf(other, size);
      const differing = first.filter((isCovered, pixel) => isCovered !== second[pixel]).length;
      expect(differing / first.length, `${one} and ${other}`).toBeGreaterThan(0.05);
    }
});

it('the dot of "listening, but" stands apart from the disc', () => {
  const size = 22;
  const shape = shapeOf('listening-but', size);
  // Along the diagonal from the centre to the corner: disc, gap, dot.
  const diagonal = Array.from({ length: size / 2 }, (_, step) => shape[(size / 2 + step) * (size + 1)]);
  const changes = diagonal.filter((isCovered, step) => step > 0 && isCovered !== diagonal[step - 1]).length;
  expect(changes).toBeGreaterThanOrEqual(2);
});

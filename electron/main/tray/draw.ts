/** The drawing of tray icons. States differ by shape, never by colour alone. */

/** `listening-but`: calls arrive, and something needs attention. */
export type TrayState = 'listening' | 'listening-but' | 'not-listening' | 'paused';

/** Straight RGBA, 0 to 255 each. */
type Colour = readonly [number, number, number, number];
export interface Palette {
  /** Colour of the disc or ring. */
  ground: Record<TrayState, Colour>;
  /** Colour of the mark on a filled disc. */
  mark: Colour;
}

type Point = readonly [number, number];
/** A shape: true for its points in the unit square (origin at the centre, y down, edges at ±1). */
type Shape = (x: number, y: number) => boolean;

const circle =
  (radius: number, [cx, cy]: Point = [0, 0]): Shape =>
  (x, y) =>
    Math.hypot(x - cx, y - cy) <= radius;

/** A line of the given thickness with round ends. */
const stroke =
  ([ax, ay]: Point, [bx, by]: Point, thickness: number): Shape =>
  (x, y) => {
    const along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2);
    const t = Math.max(0, Math.min(1, along));
    return Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay)) <= thickness / 2;
  };

const without =
  (shape: Shape, cut: Shape): Shape =>
  (x, y) =>
    shape(x, y) && !cut(x, y);

const union =
  (...shapes: Shape[]): Shape =>
  (x, y) =>
    shapes.some((shape) => shape(x, y));

/** An arrow that turns back, for a returned call. */
const returnArrow = union(
  stroke([-0.42, -0.05], [0.3, -0.05], 0.2),
  stroke([-0.45, -0.05], [-0.14, -0.36], 0.2),
  stroke([-0.45, -0.05], [-0.14, 0.26], 0.2),
  stroke([0.3, -0.05], [0.42, 0.12], 0.2),
  stroke([0.42, 0.12], [0.42, 0.42], 0.2),
);
const pauseBars = union(
  stroke([-0.22, -0.34], [-0.22, 0.34], 0.24),
  stroke([0.22, -0.34], [0.22, 0.34], 0.24),
);
const slash = stroke([-0.72, 0.72], [0.72, -0.72], 0.24);
const gap = stroke([-0.95, 0.95], [0.95, -0.95], 0.56);

const disc = circle(0.94);
const ring = without(disc, circle(0.7));
const corner: Point = [0.6, 0.6];
/** A disc with a separate dot in the corner. */
const dotted = union(without(disc, circle(0.52, corner)), circle(0.34, corner));

/** The shapes of each state: `ground` is painted first, `mark` over it. */
const figures: Record<TrayState, { ground: Shape; mark: Shape | null }> = {
  listening: { ground: disc, mark: returnArrow },
  'listening-but': { ground: dotted, mark: without(returnArrow, circle(0.52, corner)) },
  'not-listening': { ground: union(without(ring, gap), slash), mark: null },
  paused: { ground: disc, mark: pauseBars },
};

/** Samples per pixel and axis. Edges look smooth at 16 pixels. */
const samples = 4;

/**
 * Draws an icon as a bitmap for Electron's nativeImage.createFromBitmap: BGRA, premultiplied, rows from the top.
 * @param size pixels on each side.
 * @param cutMark cuts the mark out of the ground instead of painting it, for macOS template images.
 */
export function drawTrayIcon(state: TrayState, size: number, palette: Palette, cutMark = false): Buffer {
  const { ground, mark } = figures[state];
  const pixels = Buffer.alloc(size * size * 4);
  const step = 2 / (size * samples);
  for (let row = 0; row < size; row += 1)
    for (let column = 0; column < size; column += 1) {
      const sum = [0, 0, 0, 0];
      for (let sample = 0; sample < samples * samples; sample += 1) {
        const x = -1 + (column * samples + (sample % samples) + 0.5) * step;
        const y = -1 + (row * samples + Math.floor(sample / samples) + 0.5) * step;
        if (!ground(x, y)) continue;
        const isMark = mark?.(x, y) ?? false;
        if (isMark && cutMark) continue;
        const [red, green, blue, alpha] = isMark ? palette.mark : palette.ground[state];
        const weight = alpha / 255;
        sum[0] = (sum[0] ?? 0) + blue * weight;
        sum[1] = (sum[1] ?? 0) + green * weight;
        sum[2] = (sum[2] ?? 0) + red * weight;
        sum[3] = (sum[3] ?? 0) + alpha;
      }
      const at = (row * size + column) * 4;
      sum.forEach((value, channel) => {
        pixels[at + channel] = Math.round(value / (samples * samples));
      });
    }
  return pixels;
}

import type { Rectangle } from 'electron';
import { z } from 'zod';
import { writeFileAtomically } from '../files/atomic-write.ts';
import { readTextIfPresent } from '../files/read-text.ts';

export const defaultSize = { width: 1120, height: 720 };
export const minimumSize = { width: 720, height: 480 };

const boundsSchema = z.object({
  x: z.int().exactOptional(),
  y: z.int().exactOptional(),
  width: z.int().min(minimumSize.width),
  height: z.int().min(minimumSize.height),
  maximised: z.boolean().default(false),
});
export type WindowBounds = z.infer<typeof boundsSchema>;

/** Reads the window's last bounds. An invalid file counts as missing. @param onFault called when it cannot be read. */
export async function readBounds(file: string, onFault: (error: unknown) => void): Promise<WindowBounds> {
  const text = await readTextIfPresent(file).catch((error: unknown) => {
    onFault(error);
    return null;
  });
  try {
    return boundsSchema.parse(JSON.parse(text ?? ''));
  } catch {
    return { ...defaultSize, maximised: false };
  }
}

export const writeBounds = (file: string, bounds: WindowBounds): Promise<void> =>
  writeFileAtomically(file, `${JSON.stringify(bounds)}\n`);

/** How far a window may reach over the top of a screen, in pixels: its title bar is still within reach. */
const overTop = 20;

/** True when enough of a window is on a screen to be seen and moved. */
const isOn = (area: Rectangle, { x, y, width }: Omit<Rectangle, 'height'>): boolean =>
  x < area.x + area.width - 80 &&
  x + width > area.x + 80 &&
  y >= area.y - overTop &&
  y < area.y + area.height - 40;

/** Removes a position that is on no screen, because that screen was disconnected. @param workAreas the primary one first. */
export function onScreen(bounds: WindowBounds, workAreas: Rectangle[]): WindowBounds {
  const { x, y, width, height, maximised } = bounds;
  if (x !== undefined && y !== undefined && workAreas.some((area) => isOn(area, { x, y, width })))
    return bounds;
  const [first] = workAreas;
  return {
    width: Math.max(minimumSize.width, Math.min(width, first?.width ?? width)),
    height: Math.max(minimumSize.height, Math.min(height, first?.height ?? height)),
    maximised,
  };
}

import { type NativeImage, nativeImage } from 'electron';
import { drawTrayIcon, type Palette, type TrayState } from './draw.ts';

const teal = [18, 140, 126, 255] as const;
const amber = [201, 112, 0, 255] as const;
const red = [224, 49, 49, 255] as const;
const grey = [134, 142, 150, 255] as const;
const white = [255, 255, 255, 255] as const;
const black = [0, 0, 0, 255] as const;

const coloured: Palette = {
  ground: { listening: teal, 'listening-but': amber, 'not-listening': red, paused: grey },
  mark: white,
};
/** Colours for macOS, which uses only the alpha channel and the menu bar's colour. */
const template: Palette = {
  ground: { listening: black, 'listening-but': black, 'not-listening': black, paused: black },
  mark: black,
};

/** Icon size of each system's tray, in points. */
const points: Partial<Record<NodeJS.Platform, number>> = { darwin: 18, win32: 16, linux: 22 };
const scaleFactors = [1, 1.25, 1.5, 2, 3];

/** Creates the tray icon of a state, for every scale factor. */
export function trayIcon(state: TrayState, platform: NodeJS.Platform = process.platform): NativeImage {
  const isTemplate = platform === 'darwin';
  const image = nativeImage.createEmpty();
  for (const scaleFactor of scaleFactors) {
    const size = Math.round((points[platform] ?? 22) * scaleFactor);
    const bitmap = drawTrayIcon(state, size, isTemplate ? template : coloured, isTemplate);
    const png = nativeImage
      .createFromBitmap(bitmap, { width: size, height: size, scaleFactor })
      .toPNG({ scaleFactor });
    image.addRepresentation({ scaleFactor, width: size, height: size, buffer: png });
  }
  image.setTemplateImage(isTemplate);
  return image;
}

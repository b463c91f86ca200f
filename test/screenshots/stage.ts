import type { Page } from 'playwright-core';
import type { Shot } from './shots.ts';

export const appearances = ['light', 'dark'] as const;
export type Appearance = (typeof appearances)[number];

/** Something that shows the window in a scene: a browser with a bridge of samples, or the app with a seeded folder. */
export interface Stage extends AsyncDisposable {
  /** Shows the window at the shot's route. */
  open: (shot: Shot, appearance: Appearance) => Promise<Page>;
  /** The picture is taken. */
  close: (page: Page) => Promise<void>;
}

/** What jsdom lacks and Mantine needs, and the clean-up between component tests. */
import { cleanup } from '@testing-library/react';
import { afterEach } from 'vitest';

afterEach(cleanup);

/** A screen that matches no query (light, wide, no reduced motion) and never changes. */
class UnmatchedMedia extends EventTarget implements MediaQueryList {
  readonly media: string;
  readonly matches = false;
  onchange = null;

  constructor(media: string) {
    super();
    this.media = media;
  }

  addListener(): void {}
  removeListener(): void {}
}
window.matchMedia = (media) => new UnmatchedMedia(media);

/** Nothing changes its size in jsdom. */
window.ResizeObserver = class {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
};

Element.prototype.scrollIntoView = (): void => {};
Object.defineProperty(document, 'fonts', { value: new EventTarget() });

/** What jsdom lacks and Mantine needs, and the clean-up between component tests. */
import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';

afterEach(cleanup);

/** A condition is waited for longer than the library's second: a machine that does other work besides is slow, not wrong. */
configure({ asyncUtilTimeout: 4000 });

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
window.scrollTo = (): void => {};
HTMLCanvasElement.prototype.getContext = (): null => null;
Object.defineProperty(document, 'fonts', { value: new EventTarget() });

/**
 * jsdom lays nothing out: a long list gets a window's height and each of its rows that of a row, so that some are in
 * view and it can be scrolled.
 */
const layout = {
  clientHeight: (list) => (list ? 600 : 0),
  clientWidth: (list) => (list ? 800 : 0),
  offsetHeight: () => 50,
  scrollHeight: (list) => Number.parseFloat(list?.querySelector('ul')?.style.height ?? '0'),
} as const satisfies Record<string, (list: Element | null) => number>;
for (const [name, measure] of Object.entries(layout))
  Object.defineProperty(HTMLElement.prototype, name, {
    configurable: true,
    get(this: HTMLElement) {
      return measure('virtualViewport' in this.dataset ? this : null);
    },
  });
Element.prototype.scrollTo = function scrollTo(this: Element, target?: ScrollToOptions | number): void {
  this.scrollTop = typeof target === 'object' ? (target.top ?? 0) : 0;
  this.dispatchEvent(new Event('scroll'));
};

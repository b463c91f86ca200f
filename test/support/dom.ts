/** What jsdom lacks and Mantine needs, and the clean-up between component tests. */
import { cleanup } from '@testing-library/react';
import { afterEach } from 'vitest';

afterEach(cleanup);

/** A screen that matches no query: light, wide, no reduced motion. */
window.matchMedia = (media) => {
  const list = new EventTarget();
  return Object.assign(list, {
    media,
    matches: false,
    onchange: null,
    addListener: (listener: EventListener | null) => list.addEventListener('change', listener),
    removeListener: (listener: EventListener | null) => list.removeEventListener('change', listener),
  });
};

/** Nothing changes its size in jsdom. */
window.ResizeObserver = class {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
};

Element.prototype.scrollIntoView = (): void => {};
Object.defineProperty(document, 'fonts', { value: new EventTarget() });

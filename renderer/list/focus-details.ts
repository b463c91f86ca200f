/** Moves the focus to the caller's page beside the list. */
export function focusDetails(): void {
  const heading = document.querySelector('[data-details-heading]');
  if (heading instanceof HTMLElement) heading.focus();
}

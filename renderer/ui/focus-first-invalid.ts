import type { FormErrors } from '@mantine/form';

/** Leads the keyboard to the first field, in reading order, that has something against it. */
export function focusFirstInvalid(
  form: { getInputNode: (path: string) => HTMLElement | null },
  errors: FormErrors,
): void {
  const [first] = Object.keys(errors)
    .flatMap((path) => form.getInputNode(path) ?? [])
    .sort((one, other) => (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
  first?.focus();
}

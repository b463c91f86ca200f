/** What an input for one field of the mapping is given. */
export interface FieldInputProps<Field, Draft> {
  field: Field;
  draft: Draft;
  /** What the body has there; null where it has nothing. */
  found: string | null;
  error: string | undefined;
  /** Whether a choice in the body is for this field. */
  isTarget: boolean;
  onFocus: () => void;
  onChange: (draft: Draft) => void;
}

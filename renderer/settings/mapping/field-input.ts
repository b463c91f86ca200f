/** The props of an input for one field of the mapping. */
export interface FieldInputProps<Field, Draft> {
  field: Field;
  draft: Draft;
  /** The value in the body; null when there is none. */
  found: string | null;
  error: string | undefined;
  /** True when a choice in the body fills this field. */
  isTarget: boolean;
  onFocus: () => void;
  onChange: (draft: Draft) => void;
}

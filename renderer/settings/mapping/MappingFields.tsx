import { Button, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { JsonObject } from '#shared/util/json.ts';
import classes from './mapping.module.css';
import type { MappingDraft } from './mapping-draft.ts';
import {
  type MappingField,
  mainFields,
  type PlainField,
  plainFields,
  type WordField,
  wordFields,
} from './mapping-fields.ts';
import { PlainFieldInput } from './PlainFieldInput.tsx';
import { foundAt } from './preview.ts';
import { WordFieldInput } from './WordFieldInput.tsx';

interface MappingFieldsProps {
  draft: MappingDraft;
  /** The event shown beside the fields. */
  body: JsonObject | undefined;
  errors: Partial<Record<MappingField, string>>;
  target: MappingField;
  onTarget: (field: MappingField) => void;
  onChange: (draft: MappingDraft) => void;
}

const [callId, ...otherPlain] = plainFields;
const isMain = (field: MappingField): boolean => mainFields.has(field);

/** The fields of a mapping. Rarely needed ones are collapsed unless they are filled in. */
export function MappingFields({ draft, body, errors, target, onTarget, onChange }: MappingFieldsProps) {
  const isFilled = otherPlain.some((field) => !isMain(field) && draft[field].path !== '');
  const [isUnfolded, { open }] = useDisclosure(isFilled);
  const common = (field: MappingField) => ({
    found: foundAt(body, draft[field].path),
    error: errors[field],
    isTarget: target === field,
    onFocus: () => onTarget(field),
  });
  const plain = (field: PlainField) => (
    <PlainFieldInput
      key={field}
      field={field}
      draft={draft[field]}
      onChange={(changed) => onChange({ ...draft, [field]: changed })}
      {...common(field)}
    />
  );
  const word = (field: WordField) => (
    <WordFieldInput
      key={field}
      field={field}
      draft={draft[field]}
      onChange={(changed) => onChange({ ...draft, [field]: changed })}
      {...common(field)}
    />
  );
  return (
    <fieldset className={classes.fields} aria-label="Fields of a call">
      <Stack gap="md">
        {plain(callId)}
        {wordFields.map(word)}
        {otherPlain.filter(isMain).map(plain)}
        {isUnfolded ? (
          otherPlain.filter((field) => !isMain(field)).map(plain)
        ) : (
          <div>
            <Button size="compact-sm" variant="default" onClick={open}>
              More fields
            </Button>
          </div>
        )}
      </Stack>
    </fieldset>
  );
}

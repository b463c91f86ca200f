import { NativeSelect, Stack, Switch, TextInput } from '@mantine/core';
import type { FieldInputProps } from './field-input.ts';
import type { PlainDraft } from './mapping-draft.ts';
import { fieldNames, type PlainField } from './mapping-fields.ts';

const numberFields: ReadonlySet<PlainField> = new Set(['from', 'to']);

/** The input of a plain field: its path, and the value found there. */
export function PlainFieldInput(props: FieldInputProps<PlainField, PlainDraft>) {
  const { field, draft, found, error, isTarget, onFocus, onChange } = props;
  const { label, description } = fieldNames[field];
  const { prefix, ...withoutPrefix } = draft.rest;
  return (
    <Stack gap={6}>
      <TextInput
        label={label}
        description={draft.path === '' ? description : found === null ? 'Nothing there' : found}
        placeholder="call.id"
        spellCheck={false}
        data-target={isTarget || undefined}
        value={draft.path}
        error={error}
        onFocus={onFocus}
        onChange={(event) => onChange({ ...draft, path: event.currentTarget.value })}
      />
      {numberFields.has(field) && draft.path !== '' && (
        <Switch
          size="xs"
          label={`Put a plus sign before the ${label.toLowerCase()}`}
          checked={prefix === '+'}
          onChange={(event) =>
            onChange({
              ...draft,
              rest: event.currentTarget.checked ? { ...draft.rest, prefix: '+' } : withoutPrefix,
            })
          }
        />
      )}
      {field === 'durationSeconds' && draft.path !== '' && (
        <NativeSelect
          size="xs"
          aria-label="Unit of the duration"
          data={[
            { value: 'seconds', label: 'In seconds' },
            { value: 'milliseconds', label: 'In milliseconds' },
          ]}
          value={String(draft.rest.unit ?? 'seconds')}
          onChange={(event) =>
            onChange({ ...draft, rest: { ...draft.rest, unit: event.currentTarget.value } })
          }
        />
      )}
    </Stack>
  );
}

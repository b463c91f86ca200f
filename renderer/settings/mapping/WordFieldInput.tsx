import { NativeSelect, Stack, TextInput } from '@mantine/core';
import type { FieldInputProps } from './field-input.ts';
import type { WordDraft } from './mapping-draft.ts';
import { fieldNames, type WordField, wordNames } from './mapping-fields.ts';

const hasValue = (words: WordDraft['words'], value: string): boolean =>
  Object.keys(words).some((known) => known.toLowerCase() === value.toLowerCase());

/** The input of a word field: its path, and the meaning of each value. */
export function WordFieldInput(props: FieldInputProps<WordField, WordDraft>) {
  const { field, draft, found, error, isTarget, onFocus, onChange } = props;
  const { label } = fieldNames[field];
  const names = Object.entries(wordNames[field]).map(([value, name]) => ({ value, label: name }));
  const values = Object.keys(draft.words);
  if (found !== null && !hasValue(draft.words, found)) values.push(found);
  const assign = (value: string, word: string) => {
    const { [value]: _before, ...others } = draft.words;
    onChange({ ...draft, words: word === '' ? others : { ...others, [value]: word } });
  };
  return (
    <Stack gap={6}>
      <NativeSelect
        label={label}
        data={[
          { value: '', label: 'Taken from a field' },
          ...names.map(({ value, label: name }) => ({ value, label: `Always: ${name}` })),
        ]}
        value={draft.always}
        onChange={(event) => onChange({ ...draft, always: event.currentTarget.value })}
      />
      {draft.always === '' && (
        <>
          <TextInput
            aria-label={`Field of: ${label}`}
            placeholder="event.type"
            spellCheck={false}
            data-target={isTarget || undefined}
            value={draft.path}
            error={error}
            onFocus={onFocus}
            onChange={(event) => onChange({ ...draft, path: event.currentTarget.value })}
          />
          {draft.path !== '' &&
            values.map((value) => (
              <NativeSelect
                key={value}
                size="xs"
                label={`“${value}” means`}
                data={[{ value: '', label: 'Nothing' }, ...names]}
                value={draft.words[value] ?? ''}
                onChange={(event) => assign(value, event.currentTarget.value)}
              />
            ))}
        </>
      )}
    </Stack>
  );
}

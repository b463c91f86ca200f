/** "sources[0].publicUrl", as a person would look it up in a file; empty for the whole of it. */
export const pathWords = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, key) =>
      typeof key === 'number' ? `${text}[${key}]` : text ? `${text}.${String(key)}` : String(key),
    '',
  );

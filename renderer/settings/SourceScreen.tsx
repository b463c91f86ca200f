export function SourceScreen() {
  return null;
}

import { getCountries } from 'libphonenumber-js/min';

/** Countries with a numbering plan, by name. The values are ISO 3166-1 alpha-2. */
export function countries(): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(['en'], { type: 'region' });
  return getCountries()
    .map((code) => ({ value: code, label: names.of(code) ?? code }))
    .sort((a, b) => a.label.localeCompare(b.label, 'en'));
}

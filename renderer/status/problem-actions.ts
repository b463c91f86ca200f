import type { Problem, ProblemCode } from '#shared/contract/problem.ts';

/** Where in the window a problem is put right. */
const places: Partial<Record<ProblemCode, string>> = {
  'port-taken': 'Change the port',
  'port-forbidden': 'Change the port',
  'config-invalid': 'Open Settings',
  'settings-invalid': 'Open Settings',
  'source-invalid': 'Open the phone system',
  'secret-missing': 'Open the phone system',
  'keyring-missing': 'Open Settings',
};

export type ProblemAction =
  | { label: string; to: '/settings' }
  | { label: string; to: '/settings/sources/$sourceId'; sourceId: string };

/** The button that leads to the fix; null where the fix is outside the window. */
export function actionFor({ code, sourceId }: Problem): ProblemAction | null {
  const label = places[code];
  if (!label) return null;
  const isAboutSource = code === 'source-invalid' || code === 'secret-missing';
  if (isAboutSource && sourceId) return { label, to: '/settings/sources/$sourceId', sourceId };
  return { label: isAboutSource ? 'Open Settings' : label, to: '/settings' };
}

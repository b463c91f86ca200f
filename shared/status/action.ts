/** The action in the window that solves a state or a problem. */
import type { Problem, ProblemCode } from '../contract/problem.ts';

/** `open-access`: the phone system's own access; `connect-tunnel`: there is none yet; `open-tunnel`: it is in trouble.
 * `new-address`: the phone system is to be given it. */
export type StatusAction =
  | { code: 'restore-settings'; copyFrom: string }
  | { code: 'keep-settings' | 'keep-secrets' }
  | { code: 'change-port' | 'open-settings' | 'open-tunnel' | 'connect-tunnel' }
  | { code: 'open-source' | 'open-access' | 'new-address'; sourceId: string };

const actions: Partial<
  Record<ProblemCode, 'change-port' | 'open-settings' | 'open-source' | 'open-tunnel' | 'keep-secrets'>
> = {
  'port-taken': 'change-port',
  'port-forbidden': 'change-port',
  'config-invalid': 'open-settings',
  'settings-invalid': 'open-settings',
  'source-invalid': 'open-source',
  'secrets-invalid': 'keep-secrets',
  'secret-missing': 'open-source',
  'secret-mismatch': 'open-source',
  'unknown-path': 'open-source',
  'keyring-missing': 'open-settings',
  'tunnel-down': 'open-tunnel',
};

/** The action that solves a problem; null when the window has none. */
export function actionFor({ code, sourceId, copyFrom, severity }: Problem): StatusAction | null {
  if (copyFrom !== undefined) return { code: 'restore-settings', copyFrom };
  if (code === 'settings-invalid' && severity === 'blocking') return { code: 'keep-settings' };
  const action = actions[code];
  if (!action) return null;
  if (action !== 'open-source') return { code: action };
  return sourceId ? { code: action, sourceId } : { code: 'open-settings' };
}

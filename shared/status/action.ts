/** The action in the window that solves a state or a problem. */
import type { Problem, ProblemCode } from '../contract/problem.ts';

/** `open-access`: the phone system's own access; `connect-tunnel`: there is none yet; `open-tunnel`: it is in trouble.
 * `new-address`: the phone system is to be given it. */
export type StatusAction =
  | { code: 'change-port' | 'open-settings' | 'open-tunnel' | 'connect-tunnel' }
  | { code: 'open-source' | 'open-access' | 'new-address'; sourceId: string };

const actions: Partial<Record<ProblemCode, 'change-port' | 'open-settings' | 'open-source' | 'open-tunnel'>> =
  {
    'port-taken': 'change-port',
    'port-forbidden': 'change-port',
    'config-invalid': 'open-settings',
    'settings-invalid': 'open-settings',
    'source-invalid': 'open-source',
    'secret-missing': 'open-source',
    'keyring-missing': 'open-settings',
    'tunnel-down': 'open-tunnel',
  };

/** The action that solves a problem; null when the window has none. */
export function actionFor({ code, sourceId }: Problem): StatusAction | null {
  const action = actions[code];
  if (!action) return null;
  if (action !== 'open-source') return { code: action };
  return sourceId ? { code: action, sourceId } : { code: 'open-settings' };
}

import type { ProviderId } from '#shared/providers/index.ts';
import type { CallLog } from '../../../electron/engine/providers/contract/call-log.ts';
import { providers } from '../../../electron/engine/providers/index.ts';

/** The provider's call log. @throws Error where it has none. */
export function callLogOf(provider: ProviderId): CallLog {
  const { callLog } = providers[provider];
  if (!callLog) throw new Error(`${provider} has no call log`);
  return callLog;
}

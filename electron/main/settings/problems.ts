/** The problems with stored settings. */
import { basename } from 'node:path';
import type { Settings } from '#shared/config/settings.ts';
import type { Problem } from '#shared/contract/problem.ts';

export const newerSettings = (file: string): Problem => ({
  code: 'settings-newer',
  severity: 'warning',
  message: `A newer Ringback wrote ${basename(file)}, so settings cannot be changed now. The file was left as it was.`,
  fix: 'Install the newer Ringback again.',
  since: new Date().toISOString(),
});

/** Names what settings hold, for the rep to compare: "2 phone systems, the tunnel, no CRM address, port 4519". */
export function inUseWords({ sources, tunnel, crmTemplate, port }: Settings): string {
  const systems = sources.length === 1 ? '1 phone system' : `${sources.length || 'no'} phone systems`;
  const parts = [
    systems,
    tunnel.kind === 'none' ? 'no tunnel' : 'the tunnel',
    crmTemplate === '' ? 'no CRM address' : 'the CRM address',
    `port ${port}`,
  ];
  return parts.join(', ');
}

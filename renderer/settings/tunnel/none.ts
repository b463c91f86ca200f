import type { TunnelForm } from './tunnel-form.ts';

export const none: TunnelForm = {
  kind: 'none',
  summary: 'Only programs on this computer and phone systems with a direct connection reach Ringback.',
  fields: [],
  steps: [],
};

import type { TunnelForm } from './tunnel-form.ts';

export const none: TunnelForm = {
  kind: 'none',
  summary: 'Only programs on this computer get through, and phone systems that are connected over a socket.',
  fields: [],
  steps: [],
};

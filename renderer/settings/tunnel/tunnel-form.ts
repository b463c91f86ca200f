import type { TunnelKind } from '#shared/config/tunnel.ts';
import type { OptionField } from '../providers/provider-form.ts';

/** All that Settings needs to know of a kind of tunnel. */
export interface TunnelForm {
  kind: TunnelKind;
  /** What it is and when it fits, one or two sentences. */
  summary: string;
  fields: readonly OptionField[];
  /** Absent where the kind has none. */
  secret?: { label: string; description: string; isRequired: boolean };
  /** What to do before, in order. */
  steps: readonly string[];
}

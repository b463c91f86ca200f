import type { TunnelKind } from '#shared/config/tunnel.ts';
import type { OptionField } from '../providers/provider-form.ts';

/** The form of a kind of tunnel. */
export interface TunnelForm {
  kind: TunnelKind;
  /** One or two sentences about the kind, and when it fits. */
  summary: string;
  fields: readonly OptionField[];
  /** Absent when the kind has no secret. */
  secret?: { label: string; description: string; isRequired: boolean };
  /** The steps before, in order. */
  steps: readonly string[];
}

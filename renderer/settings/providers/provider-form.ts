import type { z } from 'zod';
import type { ProviderId } from '#shared/config/sources.ts';

/** What the fields of a form hold while it is edited; numbers too are text there. */
export type OptionValues = Record<string, string>;

interface CommonField {
  /** Key in the source's options. */
  name: string;
  label: string;
  description?: string;
  /** Fields that do not apply are left out of the form and of what is saved. */
  appliesTo?: (values: OptionValues) => boolean;
}

export interface ChoiceField extends CommonField {
  kind: 'choice';
  choices: readonly { value: string; label: string }[];
  /** The choice for a new source. */
  initial: string;
  /** The choice that is stored by leaving the option out. */
  absentAs?: string;
}

export interface TextField extends CommonField {
  kind: 'text' | 'number';
  placeholder?: string;
}

/** Stored as true, or left out. */
export interface SwitchField extends CommonField {
  kind: 'switch';
  /** What follows, said while it is on. */
  warning: string;
  /** Chosen when a source is added and never changed. */
  isForNew?: true;
}

export type OptionField = ChoiceField | TextField | SwitchField;

/** Events over a connection that Ringback opens. */
export interface SocketForm {
  /** What it needs and saves, one sentence. */
  description: string;
  /** What to do at the vendor, in order. */
  steps: readonly string[];
}

/** Addresses that a vendor's documentation names as those that its webhooks come from. */
export interface PublishedAddresses {
  addresses: readonly string[];
  /** The page. */
  source: string;
  /** When it was read, ISO 8601 date. */
  asOf: string;
}

/** All that Settings needs to know of a provider: what is asked, how it is checked, what to do at the vendor. */
export interface ProviderForm {
  id: ProviderId;
  /** The vendor's name, or the kind of system. */
  name: string;
  /** The vendor in a sentence: "In Twilio". */
  vendor: string;
  /** Which systems it is for, one line. */
  summary: string;
  secret: { label: string; description: string };
  publicUrl: { isRequired: boolean; description: string };
  fields: readonly OptionField[];
  /** Where the vendor has a socket too. */
  socket?: SocketForm;
  publishedAddresses?: PublishedAddresses;
  /** Checks the options as they will be stored. */
  optionsSchema: z.ZodType;
  /** What to do in the vendor's dashboard, in order. */
  steps: readonly string[];
}

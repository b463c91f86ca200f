/** What every side may know of a provider without the engine's code: its words, its options, and what it can do. */
import type { z } from 'zod';

/** One of the credentials that a vendor's API asks of the user. */
export interface CredentialField<Name extends string = string> {
  /** Key in the source's credentials. */
  readonly name: Name;
  readonly label: string;
  /** Where it is found at the vendor. */
  readonly hint: string;
  /** Whether it is hidden while it is typed. */
  readonly isSecret: boolean;
}

/** Events over a connection that Ringback opens. */
export interface SocketDescription {
  /** What it needs and saves, one sentence. */
  readonly description: string;
  /** What to do at the vendor, in order. */
  readonly steps: readonly string[];
}

/** Addresses that a vendor's documentation names as those that its webhooks come from. */
export interface PublishedAddresses {
  readonly addresses: readonly string[];
  /** The page. */
  readonly source: string;
  /** When it was read, ISO 8601 date. */
  readonly asOf: string;
}

/** Bodies of any JSON, whose fields the rep chooses in the window. */
interface MappingDescription {
  /**
   * The only media type whose bodies hold the whole event. Bodies of other types hold the event's data, and its attributes
   * are in headers. Null where every body holds the whole event.
   */
  readonly wholeEventType: string | null;
}

export interface ProviderDescription {
  readonly id: string;
  /** The vendor's name, or the kind of system, as Settings lists it. */
  readonly name: string;
  /** The vendor in a sentence: "In Twilio". */
  readonly vendor: string;
  /** Which systems it is for, one line. */
  readonly summary: string;
  readonly secret: { readonly label: string; readonly description: string };
  /** `isRequired`: the signature covers the address. */
  readonly publicUrl: { readonly isRequired: boolean; readonly description: string };
  /** The options of a source, beside those that every provider takes (`common-options.ts`). */
  readonly options: z.ZodObject;
  /** What to do in the vendor's dashboard, in order. */
  readonly steps: readonly string[];
  /** What the vendor's API asks of the user; absent where the API is not used. */
  readonly credentials?: readonly CredentialField[];
  /** Present where the API lists calls. `limitation`: what the list cannot tell, one sentence. */
  readonly callLog?: { readonly limitation: string | null };
  readonly socket?: SocketDescription;
  readonly mapping?: MappingDescription;
  readonly publishedAddresses?: PublishedAddresses;
}

/** The options of a source, as the provider's schema gives them. */
export type OptionsOf<Description extends ProviderDescription> = z.infer<Description['options']>;

/** Checks a description, and keeps its ID, its credentials' names and its capabilities in its type. */
export const describeProvider = <const Description extends ProviderDescription>(
  description: Description,
): Description => description;

/** A credential that is shown while it is typed. */
export const plainCredential = <const Name extends string>(
  name: Name,
  label: string,
  hint: string,
): CredentialField<Name> => ({ name, label, hint, isSecret: false });

/** A credential that is hidden while it is typed. */
export const secretCredential = <const Name extends string>(
  name: Name,
  label: string,
  hint: string,
): CredentialField<Name> => ({ name, label, hint, isSecret: true });

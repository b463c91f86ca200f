/** The description of a provider for all sides, without the engine's code: words, options and capabilities. */
import type { z } from 'zod';

/** One of the credentials that a vendor's API needs. */
export interface CredentialField<Name extends string = string> {
  /** Key in the source's credentials. */
  readonly name: Name;
  readonly label: string;
  /** Where to find it at the vendor. */
  readonly hint: string;
  /** True when it is hidden while typed. */
  readonly isSecret: boolean;
}

/** The capability to receive events over a socket. */
export interface SocketDescription {
  /** One sentence about its requirements and benefit. */
  readonly description: string;
  /** What to do at the vendor, in order. */
  readonly steps: readonly string[];
}

/** The sender addresses of webhooks that a vendor's documentation publishes. */
export interface PublishedAddresses {
  readonly addresses: readonly string[];
  /** URL of the page. */
  readonly source: string;
  /** Date of reading, ISO 8601. */
  readonly asOf: string;
}

/** The capability to map any JSON, chosen by the rep in the window. */
interface MappingDescription {
  /**
   * The only media type whose bodies contain the whole event. Other bodies contain only the event's data, and its attributes
   * are in headers. Null when every body contains the whole event.
   */
  readonly wholeEventType: string | null;
}

export interface ProviderDescription {
  readonly id: string;
  /** The vendor's name, or the kind of system, in Settings. */
  readonly name: string;
  /** The vendor's name in a sentence: "In Twilio". */
  readonly vendor: string;
  /** One line about the systems that it is for. */
  readonly summary: string;
  readonly secret: { readonly label: string; readonly description: string };
  /** `isRequired`: the signature covers the address. */
  readonly publicUrl: { readonly isRequired: boolean; readonly description: string };
  /** The schema of a source's options, besides those of every provider (`common-options.ts`). */
  readonly options: z.ZodObject;
  /** The steps in the vendor's dashboard, in order. */
  readonly steps: readonly string[];
  /** The credentials of the vendor's API; absent when the API is not used. */
  readonly credentials?: readonly CredentialField[];
  /** Present when the API lists calls. `limitation`: one sentence about what the list lacks. */
  readonly callLog?: { readonly limitation: string | null };
  readonly socket?: SocketDescription;
  readonly mapping?: MappingDescription;
  readonly publishedAddresses?: PublishedAddresses;
}

/** The options of a source, as the provider's schema gives them. */
export type OptionsOf<Description extends ProviderDescription> = z.infer<Description['options']>;

/** Declares a description. Its type keeps the ID, the names of credentials and the capabilities. */
export const describeProvider = <const Description extends ProviderDescription>(
  description: Description,
): Description => description;

/** A credential that is visible while typed. */
export const plainCredential = <const Name extends string>(
  name: Name,
  label: string,
  hint: string,
): CredentialField<Name> => ({ name, label, hint, isSecret: false });

/** A credential that is hidden while typed. */
export const secretCredential = <const Name extends string>(
  name: Name,
  label: string,
  hint: string,
): CredentialField<Name> => ({ name, label, hint, isSecret: true });

/** The forms of all providers, made from their descriptions. */
import {
  mayBeUnauthenticated,
  type ProviderId,
  providerDescriptions,
  providerIds,
} from '#shared/providers/index.ts';
import { hmacFields } from './hmac.ts';
import { openField } from './open-field.ts';
import type { OptionField, ProviderForm } from './provider-form.ts';
import { sinchFields } from './sinch.ts';
import { standardWebhooksFields } from './standard-webhooks.ts';

/** Fields for the options of single providers. Stored options without a field are kept. */
const ownFields: Partial<Record<ProviderId, readonly OptionField[]>> = {
  hmac: hmacFields,
  sinch: sinchFields,
  'standard-webhooks': standardWebhooksFields,
};

function formOf(id: ProviderId): ProviderForm {
  const description = providerDescriptions[id];
  const fields = [...(mayBeUnauthenticated(description) ? [openField] : []), ...(ownFields[id] ?? [])];
  return { ...description, fields };
}

export const providerForms = Object.fromEntries(providerIds.map((id) => [id, formOf(id)])) as Readonly<
  Record<ProviderId, ProviderForm>
>;

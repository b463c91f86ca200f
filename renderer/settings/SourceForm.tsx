import { Button, Group, NativeSelect, PasswordInput, Stack, TextInput } from '@mantine/core';
import { type FormErrors, useForm } from '@mantine/form';
import type { SettingsSource } from '#shared/config/settings.ts';
import { usesSocket } from '#shared/config/sources.ts';
import { providerIds } from '#shared/providers/index.ts';
import { focusFirstInvalid } from '../ui/focus-first-invalid.ts';
import { AddressFirst } from './AddressFirst.tsx';
import { AllowedAddresses } from './AllowedAddresses.tsx';
import { OptionInput } from './OptionInput.tsx';
import { PublicAddressInput } from './PublicAddressInput.tsx';
import { providerForms } from './providers/index.ts';
import { applicableFields, initialValues } from './providers/options.ts';
import { useSourceDraft } from './source-draft.tsx';
import {
  asksForSecret,
  lacksAddress,
  preferredTransport,
  type SourceValues,
  sourceErrors,
  valuesOf,
} from './source-values.ts';
import { TransportInput } from './TransportInput.tsx';
import type { TunnelOrigin } from './use-tunnel-origin.ts';

interface SourceFormProps {
  /** Null for a new source. */
  source: SettingsSource | null;
  /** The initial values. */
  initial: SourceValues;
  tunnel: TunnelOrigin;
  isSaving: boolean;
  /** Called with the chosen provider and transport, whose steps are shown beside the form. */
  onChoice: (choice: Pick<SourceValues, 'provider' | 'transport'>) => void;
  /** Saves the source. Resolves with the messages of refused fields. */
  onSave: (values: SourceValues) => Promise<Record<string, string>>;
}

/** The form of a phone system. */
export function SourceForm({ source, initial, tunnel, isSaving, onChoice, onSave }: SourceFormProps) {
  const isNew = source === null;
  const { draft, keep } = useSourceDraft();
  const form = useForm<SourceValues>({
    initialValues: initial,
    validate: (values) => sourceErrors(values, { isNew, hasOrigin: tunnel.origin !== null }),
    onValuesChange: (values) => {
      if (isNew) keep(values);
    },
  });
  const { provider, transport, options } = form.values;
  const asked = providerForms[provider];
  const isWebhook = !usesSocket(form.values);
  const isAddressFirst = isNew && tunnel.origin === null && lacksAddress(form.values);
  const fields = applicableFields(asked, options).filter(
    (field) => field.kind !== 'switch' || !field.isForNew || (isNew && isWebhook),
  );

  const focusFirst = (errors: FormErrors) => focusFirstInvalid(form, errors);
  const chooseProvider = (value: string) => {
    const chosen = providerIds.find((id) => id === value);
    if (!chosen) return;
    const options = initialValues(providerForms[chosen]);
    const transport = preferredTransport(chosen);
    form.setValues({ provider: chosen, transport, options });
    form.clearErrors();
    onChoice({ provider: chosen, transport });
  };
  const startOver = () => {
    const blank = valuesOf(null);
    form.setValues(blank);
    form.clearErrors();
    onChoice(blank);
    keep(null);
  };

  return (
    <form
      noValidate
      aria-label="Phone system and its options"
      onSubmit={form.onSubmit(async (values) => {
        const errors = await onSave(values);
        form.setErrors(errors);
        if (Object.keys(errors).length === 0) form.resetDirty(values);
        else focusFirst(errors);
      }, focusFirst)}
    >
      <Stack gap="md">
        {isNew ? (
          <NativeSelect
            label="Phone system"
            description={asked.summary}
            data={providerIds.map((id) => ({ value: id, label: providerForms[id].name }))}
            value={provider}
            onChange={(event) => chooseProvider(event.currentTarget.value)}
          />
        ) : (
          // The stored secret does not fit another vendor.
          <TextInput
            readOnly
            label="Phone system"
            description="Add another phone system to use another vendor."
            value={asked.name}
          />
        )}
        {isAddressFirst && <AddressFirst vendor={asked.vendor} isTunnelSetUp={tunnel.isSetUp} />}
        <TextInput
          label="Name"
          description="Shown beside each call."
          placeholder="Sales line"
          {...form.getInputProps('name')}
        />
        {asked.socket && (
          <TransportInput
            socket={asked.socket}
            value={transport}
            onChange={(chosen) => {
              form.setFieldValue('transport', chosen);
              onChoice({ provider, transport: chosen });
            }}
          />
        )}
        {isNew && asksForSecret(form.values) && (
          <PasswordInput
            label={asked.secret.label}
            description={asked.secret.description}
            autoComplete="off"
            visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the secret' }}
            {...form.getInputProps('secret')}
          />
        )}
        {fields.map((field) => (
          <OptionInput
            key={`${provider} ${field.name}`}
            field={field}
            {...form.getInputProps(`options.${field.name}`, { withFocus: false })}
          />
        ))}
        {isWebhook && (
          <>
            <PublicAddressInput asked={asked} tunnel={tunnel} {...form.getInputProps('publicUrl')} />
            <AllowedAddresses
              published={asked.publishedAddresses}
              vendor={asked.vendor}
              hasSecret={asksForSecret(form.values)}
              {...form.getInputProps('allowedAddresses')}
            />
          </>
        )}
        <Group gap="xs">
          <Button
            type="submit"
            variant={isAddressFirst ? 'default' : 'filled'}
            loading={isSaving}
            disabled={!isNew && !form.isDirty()}
          >
            {isNew ? 'Add' : 'Save'}
          </Button>
          {isNew && draft && (
            <Button variant="default" onClick={startOver}>
              Start over
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}

import { TextInput, type TextInputProps } from '@mantine/core';
import type { ProviderForm } from './providers/provider-form.ts';
import type { TunnelOrigin } from './use-tunnel-origin.ts';

interface PublicAddressInputProps extends TextInputProps {
  asked: ProviderForm;
  tunnel: TunnelOrigin;
}

function descriptionOf(
  { publicUrl: { isRequired, description }, vendor }: ProviderForm,
  { origin, isFixed }: TunnelOrigin,
): string {
  if (origin === null) return description;
  const words = `Left empty, it is the tunnel's: ${origin}/hooks/…`;
  return isFixed || !isRequired
    ? words
    : `${words} Should the tunnel get another one, enter that here and in ${vendor}.`;
}

/** The field for the public webhook address. Empty uses the tunnel's address. */
export function PublicAddressInput({ asked, tunnel, ...input }: PublicAddressInputProps) {
  const isNeeded = asked.publicUrl.isRequired && tunnel.origin === null;
  return (
    <TextInput
      label={isNeeded ? 'Public address' : 'Public address (optional)'}
      description={descriptionOf(asked, tunnel)}
      placeholder="https://calls.example.com/hooks/sales-line"
      inputMode="url"
      spellCheck={false}
      {...input}
    />
  );
}

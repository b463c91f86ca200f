import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import type { ReactNode } from 'react';
import type { PublishedAddresses } from '#shared/providers/description.ts';
import { addressText, parseAddresses } from './addresses.ts';

interface AllowedAddressesProps {
  value?: string;
  error?: ReactNode;
  /** Called with the text, or with the field's event. */
  onChange?: (value: unknown) => void;
  onBlur?: () => void;
  onFocus?: () => void;
  published: PublishedAddresses | undefined;
  vendor: string;
  /** True when a secret proves calls from any sender. */
  hasSecret: boolean;
}

/** The allowed sender addresses. A button inserts the vendor's published list, where there is one. */
export function AllowedAddresses({
  published,
  vendor,
  hasSecret,
  value = '',
  ...input
}: AllowedAddressesProps) {
  const given = new Set(parseAddresses(value));
  const missing = published?.addresses.filter((address) => !given.has(address)) ?? [];
  return (
    <Stack gap="xs">
      <Textarea
        label="Allowed addresses (optional)"
        description={`Only these addresses may send, one per line. Leave empty to allow all${hasSecret ? '; the secret proves each call' : ''}.`}
        placeholder="192.0.2.0/24"
        autosize
        minRows={1}
        maxRows={8}
        spellCheck={false}
        value={value}
        {...input}
      />
      {published && missing.length > 0 && (
        <Group gap="xs">
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => input.onChange?.(addressText([...given, ...missing]))}
          >
            Add the addresses of {vendor}
          </Button>
          <Text fz="xs" c="dimmed" title={published.source}>
            As {vendor} published them on {published.asOf}.
          </Text>
        </Group>
      )}
    </Stack>
  );
}

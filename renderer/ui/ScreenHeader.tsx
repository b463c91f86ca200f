import { Group, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface ScreenHeaderProps {
  title: string;
  children?: ReactNode;
}

/** The title of a screen with its own controls. */
export function ScreenHeader({ title, children }: ScreenHeaderProps) {
  return (
    <Group justify="space-between" gap="xs" px={20} py={8} mih={52}>
      <Title order={1}>{title}</Title>
      {children}
    </Group>
  );
}

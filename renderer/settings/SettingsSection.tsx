import { Text, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import classes from './settings.module.css';

interface SettingsSectionProps {
  title: string;
  /** The address fragment of this section. */
  anchor?: string;
  text: string;
  children: ReactNode;
}

/** A group of settings: its title and text on one side, the controls on the other. */
export function SettingsSection({ title, anchor, text, children }: SettingsSectionProps) {
  const id = useId();
  return (
    <section id={anchor} className={classes.section} aria-labelledby={id}>
      <div>
        <Title order={2} id={id}>
          {title}
        </Title>
        <Text fz="sm" c="dimmed">
          {text}
        </Text>
      </div>
      <div className={classes.controls}>{children}</div>
    </section>
  );
}

import { Button, Stack, Text } from '@mantine/core';

/** What can be done about what a toast says. */
export interface ToastAction {
  label: string;
  run: () => void;
}

/** A toast's words, with the button for the one thing to do. */
export function ToastMessage({ message, action }: { message: string; action: ToastAction }) {
  return (
    <Stack gap={8} align="flex-start">
      <Text span fz="inherit">
        {message}
      </Text>
      <Button size="compact-sm" variant="default" onClick={action.run}>
        {action.label}
      </Button>
    </Stack>
  );
}

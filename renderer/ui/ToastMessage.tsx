import { Button, Stack, Text } from '@mantine/core';

/** The action of a toast. */
export interface ToastAction {
  label: string;
  run: () => void;
}

/** The text of a toast, with the button of its action. */
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

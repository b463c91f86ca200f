import { Button } from '@mantine/core';

interface LineButtonProps {
  label: string;
  onClick: () => void;
}

/** The button at the end of a line that says what is the matter. */
export function LineButton({ label, onClick }: LineButtonProps) {
  return (
    <Button size="compact-sm" variant="default" style={{ flex: 'none' }} onClick={onClick}>
      {label}
    </Button>
  );
}

import { ActionIcon, Button, Group, Kbd, Menu } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import { doneWords } from '#shared/calls/words.ts';
import type { DoneOutcome } from '#shared/contract/rep-act.ts';

interface DoneButtonProps {
  onDone: (outcome?: DoneOutcome) => void;
}

const outcomes = Object.keys(doneWords) as DoneOutcome[];
const keys: Partial<Record<DoneOutcome, string>> = { reached: 'R', 'left-message': 'M' };

/** Marks a caller as done, and says in its menu what came of calling back. */
export function DoneButton({ onDone }: DoneButtonProps) {
  return (
    <Group gap={1} wrap="nowrap">
      <Button
        size="sm"
        px={8}
        variant="default"
        leftSection={<IconCheck size={16} stroke={1.8} />}
        onClick={() => onDone()}
        styles={{ root: { borderStartEndRadius: 0, borderEndEndRadius: 0 } }}
      >
        Done
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon
            variant="default"
            size={36}
            w={28}
            miw={28}
            aria-label="Done, with what came of it"
            styles={{ root: { borderStartStartRadius: 0, borderEndStartRadius: 0 } }}
          >
            <IconChevronDown size={15} stroke={1.8} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {outcomes.map((outcome) => (
            <Menu.Item
              key={outcome}
              rightSection={keys[outcome] ? <Kbd size="xs">{keys[outcome]}</Kbd> : null}
              onClick={() => onDone(outcome)}
            >
              {doneWords[outcome]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}

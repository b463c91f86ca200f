import { Kbd, Modal, Table } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';

const keys = [
  { keys: ['↓', 'J'], does: 'Next caller' },
  { keys: ['↑', 'K'], does: 'Previous caller' },
  { keys: ['Enter'], does: 'Open the caller' },
  { keys: ['C'], does: 'Call back' },
  { keys: ['O'], does: 'Open in CRM' },
  { keys: ['E'], does: 'Done' },
  { keys: ['R'], does: 'Done: reached' },
  { keys: ['M'], does: 'Done: left a message' },
  { keys: ['Z'], does: 'Undo done' },
  { keys: ['?'], does: 'Show these keys' },
];

/** The dialog that lists the keys. The key "?" opens it. */
export function KeysDialog() {
  const [isOpen, { open, close }] = useDisclosure(false);
  useHotkeys([
    ['shift+?', open],
    ['?', open],
  ]);
  return (
    <Modal opened={isOpen} onClose={close} title="Keys" size="sm">
      <Table withRowBorders={false} verticalSpacing={6}>
        <Table.Tbody>
          {keys.map((entry) => (
            <Table.Tr key={entry.does}>
              <Table.Td>{entry.does}</Table.Td>
              <Table.Td ta="end">
                {entry.keys.map((name) => (
                  <Kbd key={name} ms={6}>
                    {name}
                  </Kbd>
                ))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}

import { ActionIcon, Tooltip } from '@mantine/core';
import {
  type Icon,
  IconCheck,
  IconCopy,
  IconExternalLink,
  IconPhone,
  IconRotate2,
} from '@tabler/icons-react';
import { otherParty } from '#shared/calls/party.ts';
import type { Call } from '#shared/contract/calls.ts';
import { useCallCommands } from './use-call-commands.ts';

interface ActionProps {
  icon: Icon;
  label: string;
  shortcut?: string;
  tabIndex: 0 | -1;
  isMain?: boolean;
  isDisabled?: boolean;
  onClick: () => void;
}

function Action({ icon: Icon, label, shortcut, tabIndex, isMain, isDisabled, onClick }: ActionProps) {
  return (
    <Tooltip label={shortcut ? `${label} (${shortcut})` : label}>
      <ActionIcon
        variant={isMain ? 'filled' : 'default'}
        size={32}
        aria-label={label}
        tabIndex={tabIndex}
        disabled={isDisabled ?? false}
        onClick={onClick}
      >
        <Icon size={17} stroke={1.7} />
      </ActionIcon>
    </Tooltip>
  );
}

interface RowActionsProps {
  call: Call;
  tabIndex: 0 | -1;
  onDone?: (() => void) | undefined;
  onReopen?: (() => void) | undefined;
}

/** The buttons at the end of a row. */
export function RowActions({ call, tabIndex, onDone, onReopen }: RowActionsProps) {
  const { callBack, openInCrm, hasCrmAddress, copyNumber } = useCallCommands();
  const isWithheld = otherParty(call) === null;
  const common = { tabIndex };
  return (
    <>
      <Action
        {...common}
        icon={IconPhone}
        label="Call back"
        shortcut="C"
        isMain
        isDisabled={isWithheld}
        onClick={() => callBack(call)}
      />
      <Action
        {...common}
        icon={IconExternalLink}
        label="Open in CRM"
        shortcut="O"
        isDisabled={!hasCrmAddress(call)}
        onClick={() => openInCrm(call)}
      />
      <Action
        {...common}
        icon={IconCopy}
        label="Copy number"
        isDisabled={isWithheld}
        onClick={() => void copyNumber(call)}
      />
      {onDone && <Action {...common} icon={IconCheck} label="Done" shortcut="E" onClick={onDone} />}
      {onReopen && <Action {...common} icon={IconRotate2} label="Put back" onClick={onReopen} />}
    </>
  );
}

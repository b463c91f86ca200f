import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './ListRow.module.css';
import type { RowState } from './VirtualList.tsx';

/** The props that a list passes to each row. */
export interface RowProps {
  state: RowState;
  /** Called when the row gets the focus. */
  onActivate: () => void;
  /** Called when the row is clicked, or Enter is pressed on it. */
  onOpen: () => void;
}

interface ListRowProps extends RowProps {
  icon: ReactNode;
  title: string;
  /** Text beside the title, such as the number of a named caller. */
  aside: string | null;
  /** What happened, such as "Missed". */
  what: ReactNode;
  /** A beginning of text, such as a transcript. */
  words: string | null;
  when: ReactNode;
  line: string;
  actions?: ReactNode;
}

/** A row of a list: title, what happened, time and line. Its actions appear on hover and focus. */
export function ListRow(props: ListRowProps) {
  const { state, icon, title, aside, what, words, when, line, actions, onActivate, onOpen } = props;
  return (
    <div className={classes.row} data-active={state.isActive || undefined}>
      <UnstyledButton
        className={classes.main}
        data-row-button
        tabIndex={state.tabIndex}
        aria-current={state.isActive || undefined}
        onFocus={onActivate}
        onClick={onOpen}
      >
        {icon}
        <span className={classes.text}>
          <span className={classes.first}>
            <span className={classes.title} dir="auto">
              {title}
            </span>
            {aside && (
              <span className={classes.aside} dir="auto">
                {aside}
              </span>
            )}
          </span>
          <span className={classes.second}>
            <span className={classes.what}>{what}</span>
            {words && (
              <span className={classes.words} dir="auto">
                {words}
              </span>
            )}
          </span>
        </span>
        <span className={classes.meta}>
          <span className={classes.when} dir="auto">
            {when}
          </span>
          <span className={classes.line}>{line}</span>
        </span>
      </UnstyledButton>
      {actions && <span className={classes.actions}>{actions}</span>}
    </div>
  );
}

import { Drawer, Splitter } from '@mantine/core';
import { useLocalStorage, useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import classes from './ListWithDetails.module.css';

/** Below this width the details cover the list. */
const narrowQuery = '(max-width: 56.24em)';
const detailsWidth = '424px';

/** True when the window is too narrow for list and details side by side. */
export const useIsNarrow = (): boolean =>
  useMediaQuery(narrowQuery, undefined, { getInitialValueInEffect: false });

interface ListWithDetailsProps {
  list: ReactNode;
  details: ReactNode;
  detailsTitle: string;
  /** Narrow windows only: true when the details cover the list. */
  isOpen: boolean;
  onClose: () => void;
}

/** A list and the details of its active row: side by side, or in a narrow window the details over the list. */
export function ListWithDetails({ list, details, detailsTitle, isOpen, onClose }: ListWithDetailsProps) {
  const isNarrow = useIsNarrow();
  const [width, setWidth] = useLocalStorage<`${number}px`>({
    key: 'ringback-details-width',
    defaultValue: detailsWidth,
    getInitialValueInEffect: false,
  });

  if (isNarrow || !details)
    return (
      <>
        <div className={classes.single}>{list}</div>
        <Drawer
          opened={isNarrow && isOpen && Boolean(details)}
          onClose={onClose}
          position="right"
          size={400}
          title={detailsTitle}
        >
          {details}
        </Drawer>
      </>
    );
  return (
    <Splitter
      className={classes.split}
      lineSize={1}
      handleColor="var(--rb-line)"
      withHandle={false}
      onSizeChange={(sizes) => {
        const size = sizes[1];
        if (typeof size === 'string' && size.endsWith('px')) setWidth(`${Number.parseFloat(size)}px`);
      }}
    >
      <Splitter.Pane defaultSize={100} min="380px" className={classes.pane}>
        {list}
      </Splitter.Pane>
      <Splitter.Pane defaultSize={width} min="300px" max="560px" className={classes.pane}>
        <section className={classes.details} aria-label={detailsTitle}>
          {details}
        </section>
      </Splitter.Pane>
    </Splitter>
  );
}

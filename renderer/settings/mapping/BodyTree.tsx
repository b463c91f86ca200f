import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import type { JsonObject } from '#shared/util/json.ts';
import { type BodyLine, bodyLines } from './body-lines.ts';
import classes from './mapping.module.css';

interface LineProps {
  line: BodyLine;
  isUsed: boolean;
  target: string;
  onPick: (path: string) => void;
}

function Line({ line, isUsed, target, onPick }: LineProps) {
  const indent = { paddingInlineStart: `${line.depth + 0.5}rem` };
  if (line.text === null || !line.isReachable)
    return (
      <span className={classes.line} style={indent}>
        <span className={classes.key}>{line.name}</span>
        {line.text !== null && <span className={classes.value}>{line.text}</span>}
      </span>
    );
  return (
    <UnstyledButton
      className={classes.line}
      style={indent}
      data-used={isUsed || undefined}
      onClick={() => onPick(line.path)}
    >
      <VisuallyHidden>
        Take {target} from {line.path}:{' '}
      </VisuallyHidden>
      <span className={classes.key} aria-hidden>
        {line.name}
      </span>
      <span className={classes.value}>{line.text}</span>
    </UnstyledButton>
  );
}

interface BodyTreeProps {
  body: JsonObject;
  /** The paths in use. */
  used: ReadonlySet<string>;
  /** Name of the field that a choice fills. */
  target: string;
  onPick: (path: string) => void;
}

/** The tree of a received body. Choosing a value maps it to the target field. */
export function BodyTree({ body, used, target, onPick }: BodyTreeProps) {
  return (
    <ul className={classes.body} aria-label="Fields of the body">
      {bodyLines(body).map((line) => (
        <li key={line.path}>
          <Line line={line} isUsed={used.has(line.path)} target={target} onPick={onPick} />
        </li>
      ))}
    </ul>
  );
}

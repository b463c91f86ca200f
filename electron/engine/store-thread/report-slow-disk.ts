/** Tells the rep of a disk that does not answer. */
import type { ProblemBoard } from '../problems/problem-board.ts';

/** Returns the function to call when the disk does not answer in time, and when it does again. */
export const reportSlowDisk =
  (problems: Pick<ProblemBoard, 'raise' | 'clear'>) =>
  (isSlow: boolean): void => {
    if (!isSlow) problems.clear('store-slow');
    else
      problems.raise({
        code: 'store-slow',
        severity: 'blocking',
        message:
          'The disk does not answer, so calls cannot be stored. Phone systems are asked to send again.',
        fix: 'Check the disk. Ringback goes on automatically.',
      });
  };

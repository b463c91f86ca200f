import { join } from 'node:path';
import pino from 'pino';
import { redactFields, redactText } from './redact.ts';
import { RotatingFile } from './rotating-file.ts';

type LogLevel = 'debug' | 'info' | 'warn' | 'error';
export type Log = (level: LogLevel, message: string, fields?: Record<string, unknown>) => void;

/**
 * Creates the log: redacted JSON lines in `<folder>/ringback.log`, at most 4 MB with the rotated files.
 * @param onFault called when the file cannot be written; the log then goes nowhere.
 */
export function createLog(folder: string, onFault?: (error: unknown) => void): Log {
  const logger = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime, level: 'debug' },
    new RotatingFile(join(folder, 'ringback.log'), onFault && { onFault }),
  );
  return (level, message, fields = {}) => logger[level](redactFields(fields), redactText(message));
}

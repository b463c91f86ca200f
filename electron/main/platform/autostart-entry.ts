/** The autostart entry of Linux desktops (Desktop Application Autostart Specification). */
import { join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** The entry's path. @param home the user's home folder. */
export const autostartFile = (env: Environment, home: string): string =>
  join(env.XDG_CONFIG_HOME || join(home, '.config'), 'autostart', 'ringback.desktop');

/** The program to start: an AppImage's file, because its content is mounted elsewhere at each start. */
export const programOf = (env: Environment, execPath: string): string => env.APPIMAGE || execPath;

/**
 * Quotes an argument of the key `Exec` (Desktop Entry Specification, "The Exec key"): first by the rule for quoted arguments,
 * then by the rule for values of the type string. A percent sign would begin a field code.
 */
const quoteArgument = (argument: string): string =>
  `"${argument.replace(/["`$\\]/g, '\\$&')}"`
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t')
    .replaceAll('\r', '\\r')
    .replaceAll('%', '%%');

/** The entry's content. */
export const autostartEntry = (program: string): string =>
  [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Ringback',
    'Comment=Receives missed calls',
    `Exec=${quoteArgument(program)} --hidden`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');

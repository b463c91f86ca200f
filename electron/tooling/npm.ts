/** The npm client, with this machine's registry, proxy and credentials. */
import { type CommandResult, run } from './console/command.ts';
import { LaunchError } from './console/errors.ts';

/** The npm that runs this script under `npm run`; otherwise the one in PATH is used. */
async function npm(args: readonly string[], cwd?: string): Promise<CommandResult> {
  const cli = process.env.npm_execpath;
  const options = cwd === undefined ? {} : { cwd };
  return cli?.endsWith('.js')
    ? run(process.execPath, [cli, ...args], options)
    : run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, options);
}

/** The address of a package's tarball in the configured registry. @throws LaunchError */
export async function tarballUrl(spec: string): Promise<string> {
  const { code, stdout, stderr } = await npm(['view', spec, 'dist.tarball']);
  const url = stdout.trim();
  if (code !== 0 || !URL.canParse(url))
    throw new LaunchError(`npm does not find ${spec} in its registry:\n${stderr.trim() || stdout.trim()}`);
  return url;
}

/** Downloads a package's tarball with npm itself into `folder`; returns the file's name. @throws LaunchError */
export async function packTarball(spec: string, folder: string): Promise<string> {
  const { code, stdout, stderr } = await npm(
    ['pack', spec, '--silent', '--pack-destination', folder],
    folder,
  );
  const file = stdout.trim().split('\n').at(-1);
  if (code !== 0 || !file) throw new LaunchError(`npm could not download ${spec}:\n${stderr.trim()}`);
  return file;
}

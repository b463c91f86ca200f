/**
 * better-sqlite3 for an Electron whose Node-API is older than 10.
 *
 * Its prebuilt addon keeps persistent references to strings, which crash there. Node 20.18 (Electron 33) has what it needs
 * as experimental API, so the same source is compiled against that.
 */
import { createHash } from 'node:crypto';
import { appendFile, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { cachedFolder } from './cached-folder.ts';
import { run } from './console/command.ts';
import { LaunchError } from './console/errors.ts';
import { cacheFolder } from './console/paths.ts';
import { say } from './console/say.ts';
import { ensure } from './system/requirements.ts';
import { compilerTools } from './system/tools.ts';

/** The first Electron whose Node (22.14) has Node-API 10. */
const firstElectronWithNodeApi10 = 36;

export const needsOwnAddon = (electronVersion: string): boolean =>
  Number.parseInt(electronVersion, 10) < firstElectronWithNodeApi10;

const required = `'NAPI_VERSION=10'`;
const experimental = [
  // NAPI_VERSION_EXPERIMENTAL, which the headers on npm do not derive from NAPI_EXPERIMENTAL.
  'NAPI_VERSION=2147483647',
  'NAPI_EXPERIMENTAL',
  // Finalizers keep the signature that the addon's source was written for.
  'NODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT',
  'NODE_API_EXPERIMENTAL_NO_WARNING',
]
  .map((define) => `'${define}'`)
  .join(', ');

/** Rewrites better-sqlite3's binding.gyp. @throws LaunchError when it does not require Node-API 10 as expected. */
export function withExperimentalNodeApi(bindingGyp: string): string {
  if (!bindingGyp.includes(required))
    throw new LaunchError(
      `better-sqlite3's binding.gyp no longer defines ${required}; sqlite-addon.ts must follow.`,
    );
  return bindingGyp.replaceAll(required, experimental);
}

/** The part of a Node installation's common.gypi that node-gyp needs. */
const commonGypi = `{
  'target_defaults': {
    'cflags': ['-fPIC', '-pthread'],
    'cflags_cc': ['-fno-rtti', '-fno-exceptions'],
    'ldflags': ['-pthread', '-rdynamic'],
  },
}
`;

/**
 * An addon of the experimental version ends the process when a finalizer touches the JavaScript heap during a garbage
 * collection; node-addon-api defers its finalizers where it sees this function. The headers on npm leave out whatever
 * is experimental (Node 20's js_native_api.h has it).
 */
const postFinalizer = `
#define NODE_API_EXPERIMENTAL_HAS_POST_FINALIZER
EXTERN_C_START
NAPI_EXTERN napi_status NAPI_CDECL node_api_post_finalizer(napi_env env,
                                                           napi_finalize finalize_cb,
                                                           void* finalize_data,
                                                           void* finalize_hint);
EXTERN_C_END
`;

const require = createRequire(import.meta.url);
const sqlitePackage = require.resolve('better-sqlite3/package.json');
const packages = {
  sqlite: dirname(sqlitePackage),
  nodeAddonApi: dirname(createRequire(sqlitePackage).resolve('node-addon-api/package.json')),
  nodeApiHeaders: dirname(require.resolve('node-api-headers/package.json')),
  nodeGyp: dirname(require.resolve('node-gyp/package.json')),
};

/** Prepares the headers from npm. A Node installation often has none, and their download host may be unreachable. */
async function makeHeaders(folder: string): Promise<void> {
  const include = join(folder, 'include/node');
  await cp(join(packages.nodeApiHeaders, 'include'), include, { recursive: true });
  await appendFile(join(include, 'node_api.h'), postFinalizer);
  await writeFile(join(include, 'common.gypi'), commonGypi);
  await writeFile(join(include, 'config.gypi'), JSON.stringify(process.config));
}

async function compile(folder: string): Promise<void> {
  const work = join(folder, '.build');
  const source = join(work, 'better-sqlite3');
  await mkdir(work);
  await cp(packages.sqlite, source, {
    recursive: true,
    filter: (path) => !/better-sqlite3\/(prebuilds|build)$/.test(path),
  });
  await cp(packages.nodeAddonApi, join(source, 'node_modules/node-addon-api'), { recursive: true });
  const bindingGyp = join(source, 'binding.gyp');
  await writeFile(bindingGyp, withExperimentalNodeApi(await readFile(bindingGyp, 'utf8')));
  await makeHeaders(join(work, 'node'));
  const nodeGyp = join(packages.nodeGyp, 'bin/node-gyp.js');
  const args = ['rebuild', '--release', '--force_build=1', `--nodedir=${join(work, 'node')}`];
  const { code, stdout, stderr } = await run(process.execPath, [nodeGyp, ...args], { cwd: source });
  if (code !== 0)
    throw new LaunchError(
      `better-sqlite3 could not be compiled:\n${`${stdout}\n${stderr}`.trim().slice(-4000)}`,
    );
  await cp(join(source, 'build/Release/better_sqlite3.node'), join(folder, 'better_sqlite3.node'));
  await rm(work, { recursive: true });
}

const addonName = async (): Promise<string> => {
  const { version } = JSON.parse(await readFile(sqlitePackage, 'utf8'));
  const recipe = createHash('sha256')
    .update(experimental + commonGypi + postFinalizer)
    .digest('hex')
    .slice(0, 8);
  return `better-sqlite3-${version}-${process.platform}-${process.arch}-${recipe}`;
};

const addonIn = (folder: string): string => join(folder, 'better_sqlite3.node');

/** The path of the addon, compiled once. This takes about a minute and needs a C++ compiler. @throws LaunchError */
export async function ownSqliteAddon(): Promise<string> {
  const folder = join(cacheFolder(), await addonName());
  return addonIn(
    await cachedFolder(folder, async (partial) => {
      await ensure({ tools: compilerTools });
      say('Compiling better-sqlite3 for this Electron (about a minute, once)');
      await compile(partial);
    }),
  );
}

/** Downloads from the npm registry, with a check of their integrity. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { LaunchError, reasonOf } from './console/errors.ts';
import { progressLine } from './console/progress.ts';
import { say } from './console/say.ts';
import { packTarball, tarballUrl } from './npm.ts';

/** Time-out of a connection without data, in milliseconds. */
const stallLimit = 60_000;

async function fetchFile(url: string, file: string, label: string): Promise<void> {
  const stalled = new AbortController();
  const timer = setTimeout(() => stalled.abort(new Error('no data for a minute')), stallLimit);
  const response = await fetch(url, { signal: stalled.signal });
  if (!response.ok || !response.body) throw new Error(`HTTP ${response.status}`);
  const progress = progressLine(label, Number(response.headers.get('content-length')));
  try {
    await pipeline(
      Readable.fromWeb(response.body as NodeReadableStream),
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          timer.refresh();
          progress.add(chunk.length);
          yield chunk;
        }
      },
      createWriteStream(file),
    );
  } finally {
    clearTimeout(timer);
    progress.end();
  }
}

/** Checks a file's hash. @throws LaunchError when it does not match `integrity` (Subresource Integrity, sha512). */
export async function checkIntegrity(file: string, integrity: string): Promise<void> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  const found = `sha512-${hash.digest('base64')}`;
  if (found !== integrity)
    throw new LaunchError(
      `The download is damaged or not the expected file:\n  expected ${integrity}\n  found    ${found}`,
    );
}

/**
 * Downloads the tarball of an npm package from the registry that npm is configured with, and returns its path.
 * @param integrity the Subresource Integrity hash (sha512) that it must have.
 * @throws LaunchError
 */
export async function downloadPackage(spec: string, integrity: string, folder: string): Promise<string> {
  const file = join(folder, 'package.tgz');
  const url = await tarballUrl(spec);
  try {
    await fetchFile(url, file, `Downloading ${spec}`);
    await checkIntegrity(file, integrity);
    return file;
  } catch (error) {
    if (error instanceof LaunchError) throw error;
    // A registry behind a proxy or login needs npm's own configuration.
    say(`The direct download failed (${reasonOf(error)}); npm tries it.`);
  }
  const packed = join(folder, await packTarball(spec, folder));
  await checkIntegrity(packed, integrity);
  return packed;
}

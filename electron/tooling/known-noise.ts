import { Transform } from 'node:stream';

/** The beginning of Chromium's log lines: "[pid:date/time:ERROR:file.cc(line)] ". */
const head = String.raw`^\[\d+:\d{4}/\d{6}\.\d+:ERROR:`;

/** Messages of Chromium without a system bus or graphics card. They do not affect Ringback. */
const harmless = [
  new RegExp(String.raw`${head}[\w/.]*bus\.cc[(:]\d+\)?\] Failed to connect to the bus: `),
  new RegExp(
    String.raw`${head}[\w/.]*viz_main_impl\.cc[(:]\d+\)?\] Exiting GPU process due to errors during initialization$`,
  ),
  new RegExp(
    String.raw`${head}[\w/.]*command_buffer_proxy_impl\.cc[(:]\d+\)?\] ContextResult::kTransientFailure: Failed to send GpuControl\.CreateCommandBuffer\.$`,
  ),
];

export const isHarmless = (line: string): boolean => harmless.some((pattern) => pattern.test(line.trimEnd()));

/** Creates a stream that removes harmless lines. */
export function withoutKnownNoise(): Transform {
  let rest = '';
  return new Transform({
    decodeStrings: false,
    transform(chunk: Buffer | string, _encoding, done) {
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop() ?? '';
      done(null, lines.flatMap((line) => (isHarmless(line) ? [] : `${line}\n`)).join(''));
    },
    flush(done) {
      done(null, isHarmless(rest) ? '' : rest);
    },
  });
}

import { Transform } from 'node:stream';

/** "[pid:date/time:ERROR:file.cc(line)] ", as Chromium begins a line of its log. */
const head = String.raw`^\[\d+:\d{4}/\d{6}\.\d+:ERROR:`;

/** What Chromium says without a system bus or a graphics card, and that changes nothing for Ringback. */
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

/** Passes text on line by line, without the lines that only alarm the reader. */
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

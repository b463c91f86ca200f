/**
 * Plays cloudflared: says on stderr what the real one says, and stays until it is told to end. Run by
 * {@link installCloudflared}.
 */
import { writeFileSync } from 'node:fs';

const [behaviour, noteFile, ...args] = process.argv.slice(2);
const say = (level: string, text: string): void =>
  void process.stderr.write(`2026-11-23T14:00:00Z ${level} ${text}\n`);

writeFileSync(
  noteFile ?? '',
  JSON.stringify({ pid: process.pid, args, token: process.env.TUNNEL_TOKEN ?? null }),
);
const end = (code: number): void => void process.stderr.write('', () => process.exit(code));
process.on('SIGTERM', () => {
  if (behaviour !== 'stubborn') end(0);
});
process.on('SIGUSR2', () => {
  say('ERR', `Connection lost while using ${process.env.TUNNEL_TOKEN ?? 'no token'}`);
  end(1);
});
// Nothing else keeps it.
setInterval(() => {}, 60_000);

if (behaviour === 'invalid-token') {
  process.stderr.write("Provided Tunnel token is not valid.\nSee 'cloudflared tunnel run --help'.\n");
  end(255);
} else if (behaviour === 'revoked-token') {
  say(
    'ERR',
    'Register tunnel error from server side error="Unauthorized: Invalid tunnel secret" connIndex=0',
  );
} else if (behaviour === 'limited') {
  say('ERR', 'Error unmarshaling QuickTunnel response: error code: 1015 status_code="429 Too Many Requests"');
  end(1);
} else if (behaviour !== 'silent') {
  if (!args.includes('run')) {
    say('INF', 'Requesting new quick Tunnel on trycloudflare.com...');
    say('INF', '+----------------------------------------------------------------------------+');
    say('INF', '|  Your quick Tunnel has been created! Visit it at (it may take some time):  |');
    say('INF', '|  https://plain-words-make-names.trycloudflare.com                          |');
    say('INF', '+----------------------------------------------------------------------------+');
  }
  say('INF', 'Registered tunnel connection connIndex=0 event=0 location=fra03 protocol=quic');
}

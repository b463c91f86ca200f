/**
 * Sends the requests of a pool once each, over 64 keep-alive connections to 127.0.0.1, as fast as they are answered:
 * `node replay.ts <port> <file>` prints how many a second, the first fifth aside, as JSON.
 */
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { statusOf } from './answer.ts';

const [port = '', file = ''] = process.argv.slice(2);
const connections = 64;

function requestsOf(bytes: Buffer): Buffer[] {
  const requests: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    requests.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return requests;
}

const requests = requestsOf(readFileSync(file));
const warmUp = Math.floor(requests.length / 5);
let next = 0;
let answered = 0;
let refused = 0;
let from = 0;

function onAnswer(status: number): void {
  answered += 1;
  if (status < 200 || status > 299) refused += 1;
  if (answered === warmUp) from = performance.now();
  if (answered < requests.length) return;
  const seconds = (performance.now() - from) / 1000;
  console.log(JSON.stringify({ requestsPerSecond: (requests.length - warmUp) / seconds, answered, refused }));
  process.exit(0);
}

for (let n = 0; n < connections; n++) {
  const socket = connect(Number(port), '127.0.0.1');
  socket.setNoDelay(true);
  const send = () => {
    const request = requests[next++];
    if (request) socket.write(request);
  };
  let rest = '';
  socket.on('connect', send);
  socket.on('data', (chunk) => {
    rest += chunk.toString('latin1');
    const status = statusOf(rest);
    if (status === null) return;
    rest = '';
    onAnswer(status);
    send();
  });
}

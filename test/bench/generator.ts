/**
 * A load generator of its own process: signed webhooks over raw keep-alive sockets, one request in flight on each, to
 * 127.0.0.1 only. Reads its orders from argv as JSON, prints its findings as one JSON line.
 *
 * `rate` 0 is a closed loop: each connection sends again as soon as it has its answer. Otherwise an open loop: requests
 * fall due on a fixed schedule, and latency runs from that moment, so that a server that stalls is charged for every
 * request that had to wait.
 *
 * It shares the machine with what it measures, so that all it does for a request is done before, as far as it can be:
 * signatures are made in advance, and a connection's only buffer is sent again with another event in it.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { type AnswerReader, answerReader } from './answer.ts';
import { startTicker } from './ticker.ts';

export interface GeneratorOrders {
  port: number;
  path: string;
  secret: string;
  connections: number;
  seconds: number;
  warmupSeconds: number;
  /** Requests a second; 0 is as many as the connections allow. */
  rate: number;
  /** Share of requests that repeat one that was acknowledged. */
  duplicates: number;
  bodyBytes: number;
}

export interface GeneratorFindings {
  requestsPerSecond: number;
  p50: number;
  p99: number;
  max: number;
  /** Distinct events that got a 2xx. */
  accepted: number;
  duplicates: number;
  refused: number;
  /** Generator's own CPU seconds a second. */
  cpu: number;
}

interface Connection {
  socket: Socket;
  /** The request that is sent next; its event is written into it. */
  request: Buffer;
  reader: AnswerReader;
  dueAt: number;
  event: number;
  isRepeat: boolean;
  isBusy: boolean;
}

const orders = JSON.parse(process.argv[2] ?? '{}') as GeneratorOrders;
const run = randomBytes(4).toString('hex');
const startedAt = new Date().toISOString();

/** Events are numbered with as many digits, so that all requests are of the same length. */
const digits = 8;
const emptyNumber = '0'.repeat(digits);
const hexDigest = 64;

/** A missed call; every event has its own number. */
function emptyBody(): string {
  const text = `{"id":"${run}-${emptyNumber}","type":"call.missed","timestamp":"${startedAt}","data":{"callId":"call-${run}-${emptyNumber}","direction":"inbound","from":"+14155550100","to":"+14155550100","startedAt":"${startedAt}","endedAt":"${startedAt}","durationSeconds":0,"note":""}}`;
  return text.replace('"note":""', `"note":"${'x'.repeat(Math.max(0, orders.bodyBytes - text.length))}"`);
}

const body = emptyBody();
const head = `POST ${orders.path} HTTP/1.1\r\nhost: 127.0.0.1:${orders.port}\r\ncontent-type: application/json\r\nx-signature: ${'0'.repeat(hexDigest)}\r\ncontent-length: ${body.length}\r\n\r\n`;
const signatureAt = head.indexOf('x-signature: ') + 'x-signature: '.length;
const idAt = body.indexOf(emptyNumber);
const callIdAt = body.indexOf(emptyNumber, idAt + digits);
/** The last two digits of the number, one of a hundred that are reserved for fiction. */
const fromAt = body.indexOf('+14155550100') + '+141555501'.length;

/** Cheaper than by way of a string. */
function writeDigits(bytes: Buffer, at: number, count: number, value: number): void {
  let rest = value;
  for (let i = at + count - 1; i >= at; i--) {
    bytes[i] = 48 + (rest % 10);
    rest = Math.floor(rest / 10);
  }
}

/** Writes an event's numbers into a body that begins at an offset. */
function number(bytes: Buffer, bodyAt: number, event: number): void {
  writeDigits(bytes, bodyAt + idAt, digits, event);
  writeDigits(bytes, bodyAt + callIdAt, digits, event);
  writeDigits(bytes, bodyAt + fromAt, 2, event);
}

const scratch = Buffer.from(body, 'latin1');
function sign(event: number): string {
  number(scratch, 0, event);
  return createHmac('sha256', orders.secret).update(scratch).digest('hex');
}

/** Signatures of the first events, one after another: more than any server here answers in the time. */
const signedInAdvance = Math.ceil(
  (orders.rate > 0 ? orders.rate : 75_000) * (orders.seconds + orders.warmupSeconds),
);
const signatures = Buffer.alloc(signedInAdvance * hexDigest);
for (let event = 0; event < signedInAdvance; event++)
  signatures.write(sign(event), event * hexDigest, hexDigest, 'latin1');

function put(request: Buffer, event: number): void {
  number(request, head.length, event);
  if (event < signedInAdvance)
    signatures.copy(request, signatureAt, event * hexDigest, (event + 1) * hexDigest);
  else request.write(sign(event), signatureAt, hexDigest, 'latin1');
}

const now = () => performance.now();
const begin = now() + 50;
const measureFrom = begin + orders.warmupSeconds * 1000;
const end = measureFrom + orders.seconds * 1000;
const step = orders.rate > 0 ? 1000 / orders.rate : 0;

const latencies: number[] = [];
const acknowledged: number[] = [];
const idle: Connection[] = [];
const connections: Connection[] = [];
let nextEvent = 0;
let nextDue = begin;
let answeredInWindow = 0;
let duplicates = 0;
let refused = 0;
let cpuAtStart = process.cpuUsage();

function send(connection: Connection, dueAt: number): void {
  connection.isRepeat = acknowledged.length > 0 && Math.random() < orders.duplicates;
  connection.event = connection.isRepeat
    ? (acknowledged[Math.floor(Math.random() * acknowledged.length)] ?? 0)
    : nextEvent++;
  connection.dueAt = dueAt;
  connection.isBusy = true;
  put(connection.request, connection.event);
  connection.socket.write(connection.request);
}

/** Takes a due request, or waits for one. */
function becomeFree(connection: Connection): void {
  const t = now();
  if (t >= end) return;
  if (step === 0) send(connection, t);
  else if (nextDue <= t) {
    send(connection, nextDue);
    nextDue += step;
  } else idle.push(connection);
}

function onAnswer(connection: Connection, status: number): void {
  const t = now();
  connection.isBusy = false;
  if (connection.dueAt >= measureFrom && connection.dueAt < end) latencies.push(t - connection.dueAt);
  if (t >= measureFrom && t < end) answeredInWindow++;
  if (status < 200 || status > 299) refused++;
  else if (connection.isRepeat) duplicates++;
  else acknowledged.push(connection.event);
  becomeFree(connection);
}

function onBytes(connection: Connection, bytes: Buffer): void {
  // What was not asked for is the farewell to a connection that was never needed.
  if (!connection.isBusy) return;
  const status = connection.reader(bytes);
  if (status !== null) onAnswer(connection, status);
}

function open(): Connection {
  const received = Buffer.alloc(4096);
  const socket = connect({
    port: orders.port,
    host: '127.0.0.1',
    noDelay: true,
    onread: {
      buffer: received,
      callback: (length) => {
        onBytes(connection, received.subarray(0, length));
        return true;
      },
    },
  });
  const request = Buffer.from(head + body, 'latin1');
  const connection: Connection = {
    socket,
    request,
    reader: answerReader(),
    dueAt: 0,
    event: 0,
    isRepeat: false,
    isBusy: false,
  };
  socket.on('close', () => {
    if (idle.includes(connection)) idle.splice(idle.indexOf(connection), 1);
  });
  socket.on('connect', () => setTimeout(() => becomeFree(connection), Math.max(0, begin - now())));
  return connection;
}

function report(): void {
  const { user, system } = process.cpuUsage(cpuAtStart);
  latencies.sort((a, b) => a - b);
  const quantile = (q: number) =>
    Math.round(
      (latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * q))] ?? Number.NaN) * 100,
    ) / 100;
  const findings: GeneratorFindings = {
    requestsPerSecond: Math.round(answeredInWindow / orders.seconds),
    p50: quantile(0.5),
    p99: quantile(0.99),
    max: quantile(1),
    accepted: acknowledged.length,
    duplicates,
    refused,
    cpu: Math.round((user + system) / orders.seconds / 1e4) / 100,
  };
  console.log(JSON.stringify(findings));
  process.exit(0);
}

for (let i = 0; i < orders.connections; i++) connections.push(open());
if (step > 0)
  startTicker(begin - now(), step, () => {
    const t = now();
    while (nextDue <= t && nextDue < end) {
      const free = idle.pop();
      if (!free) break;
      send(free, nextDue);
      nextDue += step;
    }
  });
setTimeout(() => {
  cpuAtStart = process.cpuUsage();
}, measureFrom - now());
// Answers still under way are waited for, for a bounded time.
const finish = () => {
  if (connections.some((one) => one.isBusy) && now() < end + 3000) setTimeout(finish, 20);
  else report();
};
setTimeout(finish, end - now());

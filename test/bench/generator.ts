/**
 * A load generator of its own process: signed webhooks over raw keep-alive sockets, one request in flight on each, to
 * 127.0.0.1 only. Reads its orders from argv as JSON, prints its findings as one JSON line.
 *
 * `rate` 0 is a closed loop: each connection sends again as soon as it has its answer. Otherwise an open loop: requests
 * fall due on a fixed schedule, and latency runs from that moment, so that a server that stalls is charged for every
 * request that had to wait.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

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
  /** What of an answer has arrived. */
  rest: Buffer | null;
  dueAt: number;
  event: number;
  isRepeat: boolean;
  isBusy: boolean;
}

const orders = JSON.parse(process.argv[2] ?? '{}') as GeneratorOrders;
const run = randomBytes(4).toString('hex');
const startedAt = new Date().toISOString();

/** A missed call of its own, from one of a hundred numbers reserved for fiction. */
function bodyOf(n: number): string {
  const from = `+1415555${String(100 + (n % 100)).padStart(4, '0')}`;
  const text = `{"id":"${run}-${n}","type":"call.missed","timestamp":"${startedAt}","data":{"callId":"call-${run}-${n}","direction":"inbound","from":"${from}","to":"+14155550100","startedAt":"${startedAt}","endedAt":"${startedAt}","durationSeconds":0,"note":""}}`;
  return text.replace('"note":""', `"note":"${'x'.repeat(Math.max(0, orders.bodyBytes - text.length))}"`);
}

function requestOf(n: number): string {
  const body = bodyOf(n);
  const signature = createHmac('sha256', orders.secret).update(body).digest('hex');
  return `POST ${orders.path} HTTP/1.1\r\nhost: 127.0.0.1:${orders.port}\r\ncontent-type: application/json\r\nx-signature: ${signature}\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
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
  connection.socket.write(requestOf(connection.event), 'latin1');
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

function open(): Connection {
  const socket = connect(orders.port, '127.0.0.1');
  const connection: Connection = { socket, rest: null, dueAt: 0, event: 0, isRepeat: false, isBusy: false };
  socket.setNoDelay(true);
  socket.on('connect', () => setTimeout(() => becomeFree(connection), Math.max(0, begin - now())));
  socket.on('data', (chunk) => {
    const bytes = connection.rest ? Buffer.concat([connection.rest, chunk]) : chunk;
    const head = bytes.indexOf('\r\n\r\n');
    const length =
      head < 0 ? null : Number(/content-length: *(\d+)/i.exec(bytes.toString('latin1', 0, head))?.[1] ?? 0);
    if (length === null || bytes.length < head + 4 + length) {
      connection.rest = bytes;
      return;
    }
    connection.rest = null;
    onAnswer(connection, Number(bytes.toString('latin1', 9, 12)));
  });
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
if (step > 0) {
  // A timer has whole milliseconds; checking in every turn of the event loop keeps to the schedule.
  const tick = () => {
    const t = now();
    while (nextDue <= t && nextDue < end) {
      const free = idle.pop();
      if (!free) break;
      send(free, nextDue);
      nextDue += step;
    }
    if (t < end) setTimeout(tick, 1);
  };
  setTimeout(tick, Math.max(0, begin - now()));
}
setTimeout(() => {
  cpuAtStart = process.cpuUsage();
}, measureFrom - now());
// Answers still under way are waited for, for a bounded time.
const finish = () => {
  if (connections.some((one) => one.isBusy) && now() < end + 3000) setTimeout(finish, 20);
  else report();
};
setTimeout(finish, end - now());

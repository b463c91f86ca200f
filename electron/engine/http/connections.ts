/**
 * Who holds a connection. A stranger may open as many as the system allows and send a byte now and then; so at the limit the
 * longest unfinished one of the sender with the most gives way, and never one that has proved itself.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { senderKey } from './sender.ts';

export interface ConnectionLimits {
  /** Connections at once. */
  most: number;
  /** From the first byte of a request to its last, in milliseconds: a drip does not renew it. */
  unfinishedMs: number;
  /** Between two requests, in milliseconds. */
  idleMs: number;
}

/** A tunnel needs one connection per concurrent request. */
export const connectionLimits: ConnectionLimits = { most: 2048, unfinishedMs: 30_000, idleMs: 70_000 };

/** How many give way at once, at most: searching for each would cost more than the attack. */
const mostGivingWay = 32;
const checkMs = 1000;
/** A genuine request is whole long before. */
const freshMs = 1000;
/** Senders that proved themselves and are remembered, so that their new connections are spared. */
const mostProved = 1024;

interface Entry {
  socket: Socket;
  /** Milliseconds of the monotonic clock: the connection's beginning, then that of its latest request. */
  since: number;
  request: IncomingMessage | null;
  response: ServerResponse | null;
  isProved: boolean;
}

export interface ConnectionsOptions {
  limits?: ConnectionLimits;
  /** Connections had to give way. */
  onCrowded(): void;
  monotonicNow?(): number;
}

export function createConnections({
  limits = connectionLimits,
  onCrowded,
  monotonicNow = () => performance.now(),
}: ConnectionsOptions) {
  const entries = new Map<Socket, Entry>();
  const proved = new Set<string>();
  let { most } = limits;
  const givingWay = (): number => Math.ceil(Math.min(mostGivingWay, most / 8));

  /** A request that is being answered is nobody's to cut off. */
  const isBusy = ({ request, response }: Entry): boolean =>
    request?.complete === true && response?.writableFinished === false;
  const isIdle = ({ response }: Entry): boolean => response?.writableFinished === true;
  /** Null before a request's headers are read. */
  const addressOf = ({ request }: Entry): string | null => request && senderKey(request);
  const isSpared = (entry: Entry): boolean => {
    const address = addressOf(entry);
    return entry.isProved || (address !== null && proved.has(address));
  };

  /** Unfinished ones of the sender with the most, the oldest first; those that have proved themselves only where no other is left. */
  const candidates = (): Entry[] => {
    const open = [...entries.values()].filter((entry) => !isBusy(entry));
    const now = monotonicNow();
    const held = open.filter(({ since }) => now - since > freshMs);
    // Whose an unread one is, nobody knows yet.
    if (held.length === 0) return open.sort((a, b) => a.since - b.since);
    const strangers = held.filter((entry) => !isSpared(entry));
    const bySender = new Map<string, Entry[]>();
    for (const entry of strangers.length > 0 ? strangers : held) {
      const sender = addressOf(entry) ?? '';
      const others = bySender.get(sender);
      if (others) others.push(entry);
      else bySender.set(sender, [entry]);
    }
    const largest = [...bySender.values()].sort((a, b) => b.length - a.length)[0] ?? [];
    return largest.sort((a, b) => a.since - b.since);
  };
  const makeRoom = (): void => {
    onCrowded();
    for (const { socket } of candidates().slice(0, givingWay())) end(socket);
  };
  const end = (socket: Socket): void => {
    entries.delete(socket);
    socket.destroy();
  };

  const timer = setInterval(() => {
    const now = monotonicNow();
    for (const entry of entries.values()) {
      if (isBusy(entry)) continue;
      const longest = isIdle(entry) ? limits.idleMs : limits.unfinishedMs;
      if (now - entry.since > longest) end(entry.socket);
    }
  }, checkMs);
  timer.unref();

  return {
    /** A connection was accepted. */
    add(socket: Socket): void {
      entries.set(socket, { socket, since: monotonicNow(), request: null, response: null, isProved: false });
      socket.once('close', () => entries.delete(socket));
      if (entries.size > most) makeRoom();
    },
    /** A request's headers were read. */
    onRequest(request: IncomingMessage, response: ServerResponse): void {
      const entry = entries.get(request.socket);
      if (!entry) return;
      entry.request = request;
      entry.response = response;
      entry.since = monotonicNow();
    },
    /** A request was genuine: its connection and its sender's are spared from now on. */
    onProved(request: IncomingMessage): void {
      const entry = entries.get(request.socket);
      // Of a connection that is kept open, once.
      if (!entry || entry.isProved) return;
      entry.isProved = true;
      const address = senderKey(request);
      if (proved.has(address)) return;
      proved.add(address);
      if (proved.size > mostProved) proved.delete(proved.values().next().value ?? '');
    },
    /** The system has no descriptors left: there is room for fewer than was thought. */
    onNoDescriptors(): void {
      most = Math.max(1, Math.min(most, entries.size) - givingWay());
      makeRoom();
    },
  };
}
export type Connections = ReturnType<typeof createConnections>;

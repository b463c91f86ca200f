/** What the engine takes, emits and answers. */
import type { EngineConfig } from '#shared/config/engine-config.ts';
import type { Call } from '#shared/contract/calls.ts';
import type { Completeness } from '#shared/contract/catch-up.ts';
import type { EngineNotification, NotificationResult } from '#shared/contract/notifications.ts';
import type { Problem } from '#shared/contract/problem.ts';
import type { SubscriptionState } from '#shared/contract/subscriptions.ts';
import type { SystemEvent } from '#shared/contract/system.ts';
import type { Reachability } from '#shared/contract/tunnel.ts';
import type { MigrationProgress } from './database/migrate.ts';
import type { Request } from './handlers.ts';
import type { Listener } from './http/server.ts';
import type { Clock } from './util/clock.ts';

/** The events that the engine emits to its host. */
export interface EngineEvents {
  onListening(listener: Pick<Listener, 'url' | 'port'>): void;
  /** All current problems, after each change. */
  onProblems(problems: Problem[]): void;
  /** Changed calls; none when an event changed only `lastEventAt`. @param lastEventAt ISO 8601, UTC; null before the first. */
  onCallsChanged(calls: readonly Call[], lastEventAt: string | null): void;
  /** A notification to show. Repeated after a restart until {@link Engine.settleNotification} is called with its ID. */
  onNotify(notification: EngineNotification): void;
  /** How complete the calls are, by the call logs. */
  onCompleteness(completeness: Completeness): void;
  /** A genuine delivery that its adapter failed to read. It is kept. For the log. */
  onUnreadable(delivery: { deliveryId: number; sourceId: string; detail: string }): void;
  /** Whether webhooks can arrive. Emitted when the engine listens, and after each change. */
  onReachability(reachability: Reachability): void;
  /** A new fault that keeps webhooks from arriving; for the log. */
  onUnreachable(fault: { message: string; fix: string }): void;
  /** The states of all webhooks and sockets, after each change. */
  onSubscriptions(subscriptions: SubscriptionState[]): void;
  /** The start of a migration step; for the log. */
  onMigration(progress: MigrationProgress): void;
  /** A socket was disconnected longer than its vendor resends events, so some may be missing. For the log. */
  onGap(gap: { sourceId: string; since: string | null }): void;
  /** An unexpected error that the engine survives; for the log. */
  onUnexpectedError(during: string, error: unknown): void;
  /** An error that the engine does not survive. The host restarts its process. */
  onCrash(error: Error): void;
}

export interface EngineOptions {
  config: EngineConfig;
  dataFolder: string;
  clock: Clock;
  /** Start time of a shifted clock, in milliseconds since the Unix epoch; null for the system's clock. */
  clockStartMs: number | null;
  /** What to do when the port is taken: retry every second, or throw ListenError. */
  onPortTaken: 'retry' | 'throw';
  events: EngineEvents;
}

export interface Engine {
  request: Request;
  settleNotification(result: NotificationResult): void;
  /** Called when the system's notification service has come: what was postponed is told again. */
  onNotificationsAvailable(): void;
  /** Called when the computer resumed or its network changed. */
  system(event: SystemEvent): void;
  /**
   * Applies another configuration. Only what differs is replaced: a changed source alone; a changed tunnel alone; for a
   * changed port, the listener and its tunnel. Settings that are looked up for each use interrupt nothing. Resolves when all
   * parts have started and the current states were emitted again. Wait for one call before the next.
   */
  reconfigure(config: EngineConfig): Promise<void>;
  /** Answers in-flight requests, processes what it can in a short time, and closes the database. */
  stop(): Promise<void>;
}

/**
 * The main process as the window sees it. It shows a world of samples by the contract's methods, and takes commands
 * without carrying them out: what else becomes of a command, a test says with `answers`.
 */

import { type Bridge, buildBridge } from '#shared/contract/bridge.ts';
import type { Call } from '#shared/contract/calls.ts';
import type { DeliveryDetails } from '#shared/contract/deliveries.ts';
import type { FollowUp } from '#shared/contract/follow-ups.ts';
import {
  type WindowEvent,
  type WindowEventPayload,
  type WindowMethod,
  type WindowParams,
  type WindowResponse,
  windowEventNames,
  windowMethodNames,
  windowMethods,
} from '#shared/contract/ipc.ts';
import type { SettingsView } from '#shared/contract/settings.ts';
import type { SourceHealth } from '#shared/contract/sources.ts';
import type { Status } from '#shared/contract/status.ts';
import { sampleAnswers } from './sample-answers.ts';
import { configured, listening } from './samples.ts';

/** What a method answers. The request is parsed by the contract's schema, as main does. */
export type Answers = {
  readonly [M in WindowMethod]: (request: WindowParams<M>, main: FakeMain) => WindowResponse<M>;
};

/** What the window can be shown. */
export interface FakeWorld {
  status: Status;
  view: SettingsView;
  /** Newest first. */
  calls: Call[];
  /** Newest first, open and closed. */
  followUps: FollowUp[];
  /** Newest first. */
  deliveries: DeliveryDetails[];
  health: SourceHealth[];
  /** In place of the defaults. */
  answers: Partial<Answers>;
  /** Methods whose promise is rejected. */
  broken: Set<WindowMethod>;
}

export interface FakeMain {
  world: FakeWorld;
  /** Tells the window something. */
  tell: <E extends WindowEvent>(event: E, payload: WindowEventPayload<E>) => void;
  /** Changes the settings, and tells them. */
  changeView: (parts: Partial<SettingsView>) => void;
  /** Adds or replaces a call, and tells it. */
  addCall: (call: Call) => void;
}

export interface FakeBridge extends FakeMain {
  bridge: Bridge;
  /** What was asked for, in order, as the window asked it. */
  requests: { method: WindowMethod; request: unknown }[];
}

/** A main process with this content; everything left out is a configured app that is listening and has no calls. */
export function createFakeBridge(content: Partial<FakeWorld> = {}): FakeBridge {
  const world: FakeWorld = {
    status: listening,
    view: configured,
    calls: [],
    followUps: [],
    deliveries: [],
    health: [],
    answers: {},
    broken: new Set(),
    ...content,
  };
  const requests: FakeBridge['requests'] = [];
  const listeners = new Map<WindowEvent, Set<(payload: unknown) => void>>();

  const tell: FakeMain['tell'] = (event, payload) => {
    for (const listener of listeners.get(event) ?? []) listener(payload);
  };
  const main: FakeMain = {
    world,
    tell,
    changeView(parts) {
      world.view = { ...world.view, ...parts };
      tell('settings.changed', world.view);
    },
    addCall(call) {
      const exists = world.calls.some(({ id }) => id === call.id);
      world.calls = exists
        ? world.calls.map((other) => (other.id === call.id ? call : other))
        : [call, ...world.calls];
      tell('calls.changed', { calls: [call] });
    },
  };
  /** Takes note of the request; a broken method answers as an IPC failure does. */
  const answer = async <M extends WindowMethod>(method: M, request: unknown): Promise<WindowResponse<M>> => {
    requests.push({ method, request });
    if (world.broken.has(method)) throw new Error(`Error invoking remote method for ${method}`);
    const answers: Partial<Answers> = { ...sampleAnswers, ...world.answers };
    const answerTo: Partial<Answers>[M] = answers[method];
    if (!answerTo) throw new Error(`Nothing answers ${method}: say with \`answers\` what main does`);
    return answerTo(windowMethods[method].request.parse(request) as WindowParams<M>, main);
  };
  const bridge = buildBridge(windowMethodNames, windowEventNames, {
    ask: answer,
    subscribe(event, listener) {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set.add(listener));
      return () => set.delete(listener);
    },
  });
  return { ...main, bridge, requests };
}

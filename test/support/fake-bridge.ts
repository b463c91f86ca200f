/**
 * A fake main process for the window. It answers the contract's methods from sample data, and commands succeed without
 * effect. A test overrides them with `answers`.
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

/** The answers of methods. Requests are parsed by the contract's schema, as in main. */
export type Answers = {
  readonly [M in WindowMethod]: (request: WindowParams<M>, main: FakeMain) => WindowResponse<M>;
};

/** The data of the fake main process. */
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
  /** Answers that replace the defaults. */
  answers: Partial<Answers>;
  /** Methods whose promise is rejected. */
  broken: Set<WindowMethod>;
}

export interface FakeMain {
  world: FakeWorld;
  /** Emits an event to the window. */
  tell: <E extends WindowEvent>(event: E, payload: WindowEventPayload<E>) => void;
  /** Changes the settings and emits them. */
  changeView: (parts: Partial<SettingsView>) => void;
  /** Adds or replaces a call and emits it. */
  addCall: (call: Call) => void;
}

export interface FakeBridge extends FakeMain {
  bridge: Bridge;
  /** The window's requests, in order. */
  requests: { method: WindowMethod; request: unknown }[];
}

/** Creates a fake main process. The default is a configured app that is listening and has no calls. */
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
  /** Records a request and answers it. A broken method fails like IPC. */
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

/** The handler of webhook requests, from the first header to the answer: guard, body, verification, inbox. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Inbox, InboxResult } from '../intake/inbox.ts';
import { keptOf, type UnacceptedDelivery } from '../intake/quarantine.ts';
import { provedByVerdict } from '../intake/verified-delivery.ts';
import type { HookRequest } from '../providers/contract/provider.ts';
import { providers } from '../providers/index.ts';
import type { TestMark } from '../simulator/test-mark.ts';
import type { SkewDetector } from '../sources/clock-skew.ts';
import { keptHeadersOf } from '../sources/kept-headers.ts';
import type { PreparedSource } from '../sources/prepare.ts';
import type { SourceRegistry } from '../sources/registry.ts';
import type { MismatchDetector } from '../sources/secret-mismatch.ts';
import type { Clock } from '../util/clock.ts';
import { mediaTypeOf } from '../util/media-types.ts';
import { type Answer, answers, send, toAnswer } from './answers.ts';
import { type GuardRefusal, guard, isForwarded, maxBodyBytes, senderAddress } from './guard.ts';
import { readBody } from './read-body.ts';
import type { RefusalLimiter } from './refusal-limiter.ts';
import { senderKey } from './sender.ts';

export interface HookOptions {
  sources: Pick<SourceRegistry, 'get' | 'isUnusable'>;
  inbox: Inbox;
  limiter: RefusalLimiter;
  clock: Clock;
  skew: SkewDetector;
  mismatch: MismatchDetector;
  testMark: TestMark;
  /** Called for a request that is no event: refused, or a handshake. */
  onUnaccepted(delivery: UnacceptedDelivery): void;
  /** Called when a live secret proved a request. @param at milliseconds since the Unix epoch. */
  onProved(sourceId: string, secretIndex: number, at: number): void;
  /** Called for an address that no source has. @param path what follows `/hooks/`, without its query. */
  onUnknownPath(path: string): void;
  /** Called when a live secret proved a request. */
  onGenuine(request: IncomingMessage): void;
  /** Called when a live secret proved a request that came through the tunnel. */
  onTunnelProved(sourceId: string, headers: IncomingMessage['headers']): void;
}

const tooLarge: GuardRefusal = {
  answer: answers.tooLarge,
  code: 'too-large',
  reason: `more than ${maxBodyBytes} bytes`,
};

export function createHookHandler({
  sources,
  inbox,
  limiter,
  clock,
  skew,
  mismatch,
  testMark,
  onUnaccepted,
  onProved,
  onUnknownPath,
  onGenuine,
  onTunnelProved,
}: HookOptions) {
  const acceptedBy = new Map(
    Object.values(providers).map((provider) => [provider, provider.accepted && toAnswer(provider.accepted)]),
  );

  const originOf = ({ headers }: IncomingMessage): 'webhook' | 'test' =>
    testMark.isOn(headers) ? 'test' : 'webhook';

  /** Sends a refusal. Returns false for a sender that is refused too often; it gets 429 instead. */
  const sendRefusal = (request: IncomingMessage, response: ServerResponse, answer: Answer): boolean => {
    const isWithinLimit = limiter.allows(senderKey(request));
    send(response, isWithinLimit ? answer : answers.tooMany);
    return isWithinLimit;
  };

  const refuse = (
    request: IncomingMessage,
    response: ServerResponse,
    source: PreparedSource,
    { answer, code, reason }: GuardRefusal,
    hook: HookRequest | null = null,
  ): void => {
    if (sendRefusal(request, response, answer))
      onUnaccepted({
        sourceId: source.id,
        receivedAt: clock.now(),
        outcome: 'rejected',
        status: answer.status,
        reason,
        reasonCode: code,
        sender: senderAddress(request),
        ...keptOf(hook),
        origin: originOf(request),
      });
  };

  const answerFor = ({ provider }: PreparedSource, result: InboxResult): Answer => {
    if (result.outcome === 'unavailable') return answers.unavailable;
    if (result.outcome === 'malformed') return answers.malformed(result.reason);
    return acceptedBy.get(provider) ?? answers[result.outcome];
  };

  const answerHandshake = (
    request: IncomingMessage,
    response: ServerResponse,
    source: PreparedSource,
    answer: Answer,
    receivedAt: number,
  ): void => {
    send(response, answer);
    // Most handshakes prove nothing: a flood of them is answered, but not recorded.
    if (!limiter.allows(senderKey(request))) return;
    onUnaccepted({
      sourceId: source.id,
      receivedAt,
      outcome: 'handshake',
      status: answer.status,
      reason: null,
      reasonCode: null,
      sender: senderAddress(request),
      body: null,
      request: null,
      origin: originOf(request),
    });
  };

  const receive = (
    request: IncomingMessage,
    response: ServerResponse,
    source: PreparedSource,
    query: string,
    body: Buffer,
  ): void => {
    const receivedAt = clock.now();
    const { headers, method = '' } = request;
    // A test call uses our own secret and clock, so it says nothing about the vendor's.
    const origin = originOf(request);
    const isTest = origin === 'test';
    const hook = { method, query, headers, body };
    const handshakeAnswer = source.authenticator.handshake?.(hook);
    if (handshakeAnswer) {
      answerHandshake(request, response, source, toAnswer(handshakeAnswer), receivedAt);
      return;
    }
    const verdict = source.authenticator.verify(hook, receivedAt);
    if (!verdict.genuine) {
      if (
        !isTest &&
        verdict.claimedAt !== undefined &&
        source.authenticator.verify(hook, verdict.claimedAt).genuine
      )
        skew.onRefused(source.id, verdict.claimedAt, receivedAt);
      const answer = answers.refused(verdict.headers);
      // The vendor's first request comes without credentials. The challenge is a handshake, not a refusal.
      if (verdict.headers && headers.authorization === undefined)
        answerHandshake(request, response, source, answer, receivedAt);
      else refuse(request, response, source, { ...verdict, answer }, hook);
      if (!isTest) mismatch.onRefused(source.id, verdict.code);
      return;
    }
    if (!isTest) {
      skew.onAccepted(source.id);
      mismatch.onGenuine(source.id);
      if (verdict.secretIndex !== null) {
        onProved(source.id, verdict.secretIndex, receivedAt);
        onGenuine(request);
        if (isForwarded(request)) onTunnelProved(source.id, headers);
      }
    }
    if (verdict.handshake) {
      answerHandshake(request, response, source, toAnswer(verdict.handshake), receivedAt);
      return;
    }
    const content = {
      sourceId: source.id,
      receivedAt,
      query,
      contentType: mediaTypeOf(headers['content-type']),
      headers: keptHeadersOf(source, headers),
      body,
    };
    inbox.append(provedByVerdict(verdict, content, origin), (result) =>
      send(response, answerFor(source, result)),
    );
  };

  /** Handles a request. @param target the part after `/hooks/`, with its query. */
  return function onHook(request: IncomingMessage, response: ServerResponse, target: string): void {
    // A request target has no fragment (RFC 9112, section 3.2). URL parsers drop it, but readers of the query do not.
    if (target.includes('#')) {
      sendRefusal(request, response, answers.malformed('the address has a fragment'));
      return;
    }
    const question = target.indexOf('?');
    const path = question < 0 ? target : target.slice(0, question);
    // Some forms put a slash behind every address.
    const id = path.endsWith('/') ? path.slice(0, -1) : path;
    const source = sources.get(id);
    if (!source) {
      // Not 404, at which some vendors give up: the events are wanted as soon as the source is complete.
      if (sources.isUnusable(id)) send(response, answers.unavailable);
      else if (sendRefusal(request, response, answers.unknown)) onUnknownPath(path);
      return;
    }
    const refusal = guard(request, source);
    if (refusal) {
      refuse(request, response, source, refusal);
      return;
    }
    readBody(request, maxBodyBytes, (body) => {
      if (body === 'overloaded') send(response, answers.overloaded);
      else if (body === 'too-large') refuse(request, response, source, tooLarge);
      else receive(request, response, source, question < 0 ? '' : target.slice(question + 1), body);
    });
  };
}

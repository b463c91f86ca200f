import { describe, expect, it } from 'vitest';
import type { ProviderId } from '#shared/providers/index.ts';
import { unreadWords } from '../../../renderer/settings/mapping/unread-event.ts';
import { sampleDelivery } from '../../support/samples.ts';

const said = (provider: ProviderId, body: unknown, options = {}, contentType = 'application/json') =>
  unreadWords(
    { provider, options },
    sampleDelivery({}, { contentType, body: typeof body === 'string' ? body : JSON.stringify(body) }),
  );
const generic = { type: 'call.missed', data: { callId: '7' } };
const foreign = { event: 'no_answer', call: { id: 7 } };
const mapping = {
  callId: 'call.id',
  type: { path: 'event', values: { 'call.missed': ['no_answer'] } },
};
const unknownFields = 'It has none of the call fields that Ringback knows.';

describe('a genuine event that means nothing to Ringback', () => {
  it.each(['hmac', 'standard-webhooks', 'cloudevents'] as const)('is told of %s', (provider) => {
    expect(said(provider, foreign)).toBe(unknownFields);
  });

  it('is one without a call ID where the mapping looks for it, or whose type has no meaning', () => {
    expect(said('hmac', { event: 'ping' }, { mapping })).toBe('The mapped call ID is missing in this event.');
    expect(said('hmac', { ...foreign, event: 'parked' }, { mapping })).toBe(
      'It names a call, but “What happened” is not mapped for its value.',
    );
    expect(said('hmac', foreign, { mapping })).toBeNull();
  });

  it('is none that names a call, in whichever form of a CloudEvent', () => {
    expect(said('hmac', generic)).toBeNull();
    expect(said('cloudevents', generic, {}, 'application/cloudevents+json')).toBeNull();
    expect(said('cloudevents', generic.data)).toBeNull();
    expect(said('cloudevents', generic)).toBeNull();
  });

  it('is not claimed where the window cannot know', () => {
    expect(said('twilio', foreign)).toBeNull();
    expect(said('hmac', 'no JSON')).toBeNull();
    expect(said('hmac', [foreign])).toBeNull();
    expect(said('cloudevents', { data_base64: 'e30=' }, {}, 'application/cloudevents+json')).toBeNull();
    expect(said('cloudevents', foreign, { mapping })).toBeNull();
    const cut = sampleDelivery({}, { contentType: 'application/json', body: '{', isBodyCut: true });
    expect(unreadWords({ provider: 'hmac', options: {} }, cut)).toBeNull();
  });
});

/** Genuine requests of a generic `hmac` source, for tests of what comes after verification. */
import { createHmac } from 'node:crypto';

export const hmacSecret = 'test_hmac_secret';
export const hmacSource = { id: 'main', provider: 'hmac', secrets: [hmacSecret] };

export interface GenericEvent {
  id: string;
  type: string;
  timestamp?: string;
  data: Record<string, unknown>;
}

/** A missed call from one of the numbers reserved for fiction. */
export function missedCall(n: number): GenericEvent {
  const at = new Date(Date.UTC(2026, 10, 23, 14, 0, n % 3600)).toISOString();
  const from = `+1415555${String(100 + (n % 100)).padStart(4, '0')}`;
  return {
    id: `evt_${n}`,
    type: 'call.missed',
    timestamp: at,
    data: {
      callId: `call_${n}`,
      direction: 'inbound',
      from,
      to: '+14155550100',
      startedAt: at,
      endedAt: at,
      durationSeconds: 0,
    },
  };
}

/** The same without a time of its own, so that it is news whatever the clock shows. */
export function missedNow(n: number): GenericEvent {
  const { timestamp: _timestamp, data, ...event } = missedCall(n);
  const { startedAt: _startedAt, endedAt: _endedAt, ...rest } = data;
  return { ...event, data: rest };
}

export const signed = (body: string, secret = hmacSecret): Record<string, string> => ({
  'content-type': 'application/json',
  'x-signature': createHmac('sha256', secret).update(body).digest('hex'),
});

/** Sends an event as its phone system would. */
export function post(
  url: string,
  event: GenericEvent | string,
  headers: Record<string, string> = {},
): Promise<Response> {
  const body = typeof event === 'string' ? event : JSON.stringify(event);
  return fetch(`${url}/hooks/main`, { method: 'POST', body, headers: { ...signed(body), ...headers } });
}

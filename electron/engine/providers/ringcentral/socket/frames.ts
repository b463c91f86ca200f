/**
 * RingCentral's frames: a JSON array of a header and, mostly, a body. A notification's body is what a webhook would have
 * brought, byte for byte (github ringcentral/ringcentral-api-docs docs/notifications/websockets/receiving.md and
 * code-samples/websockets; headers: github ringcentral/ringcentral-extensible packages/extensions/ws/src/types.ts).
 */
import { z } from 'zod';

const headerSchema = z.object({
  type: z.string(),
  messageId: z.string().optional(),
  status: z.number().optional(),
  /** The session's token; a newer one may come with any frame. */
  wsc: z.object({ token: z.string(), sequence: z.number().optional() }).optional(),
});
type FrameHeader = z.infer<typeof headerSchema>;

export const connectionDetailsSchema = z.object({
  /** Absent where no session was to be recovered. */
  recoveryState: z.string().optional(),
  /** Notifications that are sent again at most. */
  recoveryBufferSize: z.number().default(100),
});

export const errorSchema = z.object({ errorCode: z.string(), message: z.string().default('') });

export interface VendorFrame {
  header: FrameHeader;
  /** The bytes of the body; empty without one. */
  body: Buffer;
}

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const opening = new Set([0x5b, 0x7b]);
const closing = new Set([0x5d, 0x7d]);

/** Null for what is no frame. The body is cut out, not written anew: IDs above 2^53 stay as they are. */
export function splitFrame(message: Buffer): VendorFrame | null {
  const bounds = bodyBounds(message);
  const start = message.indexOf('[');
  if (!bounds || start < 0) return null;
  try {
    const header = headerSchema.safeParse(JSON.parse(message.toString('utf8', start + 1, bounds.headerEnd)));
    return header.success ? { header: header.data, body: message.subarray(bounds.start, bounds.end) } : null;
  } catch {
    return null;
  }
}

/** Where the array's first element ends, and what follows it up to the array's end. */
function bodyBounds(message: Buffer): { headerEnd: number; start: number; end: number } | null {
  let depth = 0;
  let isText = false;
  const end = message.lastIndexOf(']');
  for (let index = 0; index <= end; index += 1) {
    const byte = message[index] ?? 0;
    if (isText) {
      if (byte === backslash) index += 1;
      else if (byte === quote) isText = false;
    } else if (byte === quote) isText = true;
    else if (opening.has(byte)) depth += 1;
    else if (closing.has(byte)) depth -= 1;
    else if (byte === comma && depth === 1) return { headerEnd: index, start: index + 1, end };
  }
  return end < 0 ? null : { headerEnd: end, start: end, end };
}

/** Null for what is no JSON. For what needs no ID: integers above 2^53 are not exact. */
export function bodyJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}

/** The public address that each phone system calls, as stored. */
import type { Connection } from '../database/connection.ts';
import type { InternalHandlers } from '../methods/handler.ts';

export interface CalledAddress {
  readonly sourceId: string;
  /** `https://host[:port]` */
  readonly origin: string;
  /** Milliseconds since the Unix epoch. */
  readonly knownAt: number;
  /** `event`: a genuine event came over it. `rep`: the rep said so. */
  readonly knownBy: 'event' | 'rep';
}

/** What the engine asks its store. */
export interface AddressMethods {
  'addresses.list': { params: undefined; result: CalledAddress[] };
  'addresses.keep': { params: CalledAddress; result: undefined };
  'addresses.forget': { params: { sourceId: string }; result: undefined };
}

interface Row {
  source_id: string;
  origin: string;
  known_at: number;
  known_by: CalledAddress['knownBy'];
}

export function createAddressTable(db: Connection) {
  const list = db.prepare<[], Row>('SELECT * FROM source_addresses');
  const put = db.prepare('INSERT OR REPLACE INTO source_addresses VALUES (?, ?, ?, ?)');
  const remove = db.prepare('DELETE FROM source_addresses WHERE source_id = ?');
  return {
    list: (): CalledAddress[] =>
      list.all().map(({ source_id, origin, known_at, known_by }) => ({
        sourceId: source_id,
        origin,
        knownAt: known_at,
        knownBy: known_by,
      })),
    keep: ({ sourceId, origin, knownAt, knownBy }: CalledAddress): void =>
      void put.run(sourceId, origin, knownAt, knownBy),
    forget: (sourceId: string): void => void remove.run(sourceId),
  };
}

export interface AddressContext {
  readonly addresses: ReturnType<typeof createAddressTable>;
}

export const addressHandlers: InternalHandlers<AddressMethods, AddressContext> = {
  'addresses.list': { durable: false, run: (_, { addresses }) => addresses.list() },
  'addresses.keep': { durable: true, run: (address, { addresses }) => void addresses.keep(address) },
  'addresses.forget': {
    durable: true,
    run: ({ sourceId }, { addresses }) => void addresses.forget(sourceId),
  },
};

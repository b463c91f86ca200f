/** Lists of allowed senders: single addresses and CIDR blocks (RFC 4632), IPv4 and IPv6. */
import { BlockList, isIP } from 'node:net';

const cidr = /^(.+)\/(\d{1,3})$/;

export interface AddressList {
  /** Tells whether the list covers an address; false for text that is no address. */
  includes(address: string): boolean;
}

/** Creates a list. @param entries as `addressSchema` accepts them. */
export function createAddressList(entries: readonly string[]): AddressList {
  const list = new BlockList();
  for (const entry of entries) {
    const [, address = entry, bits] = cidr.exec(entry) ?? [];
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return {
    includes(address) {
      // An IPv4 peer of a dual-stack socket, ::ffff:192.0.2.1
      const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
      const family = isIP(plain);
      return family !== 0 && list.check(plain, family === 6 ? 'ipv6' : 'ipv4');
    },
  };
}

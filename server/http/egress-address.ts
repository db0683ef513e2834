import { BlockList, isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** What the operator lets outgoing calls reach all the same, out of TACET_EGRESS_ALLOW. */
export interface EgressExceptions {
  /** True for an address that lies in a range of the list. */
  holds(address: string): boolean;
  /** True for `host:port` as the list has it; the host is in the form of `URL.hostname`. */
  names(host: string, port: number): boolean;
}

/** `entries` are addresses, CIDR ranges or host:port; config/ has checked them. */
export function egressExceptions(entries: readonly string[]): EgressExceptions {
  const ranges = new BlockList();
  const destinations = new Set<string>();
  for (const entry of entries) {
    const [address = '', bits] = entry.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (isIP(address) === 0) destinations.add(entry.toLowerCase());
    else if (bits === undefined) ranges.addAddress(address, family);
    else ranges.addSubnet(address, Number(bits), family);
  }
  return {
    holds: (address) => ranges.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4'),
    names: (host, port) => destinations.has(`${host}:${port}`),
  };
}

/** RFC 4291 §2.4, IANA: all of the IPv6 internet lies in here, whatever else the tables do not know yet. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * True for an address of the public internet alone: what is private, local, reserved, multicast, or wraps an IPv4
 * address in IPv6 (mapped, NAT64, 6to4, Teredo) is not (SS-01). What cannot be read is not either.
 */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed.kind() === 'ipv4' || parsed.match(GLOBAL_IPV6);
}

/** True for an address of this machine. */
export function isLoopbackAddress(address: string): boolean {
  return isIP(address) !== 0 && ipaddr.parse(address).range() === 'loopback';
}

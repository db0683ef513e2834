import { BlockList, isIP } from 'node:net';

/** More hops than this in X-Forwarded-For are not looked at. */
const HOPS_MAX = 16;

/**
 * Finds the address of the caller. X-Forwarded-For is read from the right, and only as long as the hop that wrote the
 * entry is a proxy of ours: what a stranger puts in front changes nothing (ASVS 15.3.4, CVE-2024-47070).
 */
export type PeerAddress = (socketAddress: string | undefined, forwardedFor: string | undefined) => string;

/** Every proxy is an address or a CIDR range; config/ has checked them. */
export function peerAddress(trustedProxies: readonly string[]): PeerAddress {
  const trusted = blockList(trustedProxies);
  const isTrusted = (address: string) => trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

  return (socketAddress, forwardedFor) => {
    let current = plainAddress(socketAddress ?? '') ?? UNKNOWN;
    if (forwardedFor === undefined) return current;
    const hops = forwardedFor.split(',').slice(-HOPS_MAX).reverse();
    for (const hop of hops) {
      if (!isTrusted(current)) return current;
      const next = plainAddress(hop.trim());
      if (next === undefined) return current;
      current = next;
    }
    return current;
  };
}

/** Whether the other end of a connection is one of those proxies. */
export function proxyTest(trustedProxies: readonly string[]): (socketAddress: string | undefined) => boolean {
  const trusted = blockList(trustedProxies);
  return (socketAddress) => {
    const address = plainAddress(socketAddress ?? '');
    return address !== undefined && trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  };
}

/**
 * The /24 of an IPv4 address, the /64 of an IPv6 one: one subscriber has a whole /64 to rotate through
 * (CVE-2026-45364). Spellings of one address give one prefix; ::ffff:a.b.c.d is an IPv4 address.
 */
export function addressPrefix(address: string): string {
  const plain = plainAddress(address) ?? UNKNOWN;
  if (isIP(plain) === 4) return `${plain.split('.').slice(0, 3).join('.')}.0/24`;
  return `${groups(plain).slice(0, 4).join(':')}::/64`;
}

const UNKNOWN = '0.0.0.0';
const IPV4_WITH_PORT = /^([0-9.]{7,15}):[0-9]{1,5}$/;
const IPV6_IN_BRACKETS = /^\[([0-9A-Fa-f:.]{2,45})\](?::[0-9]{1,5})?$/;

/** Without port, brackets and zone; an IPv4 address in IPv6 clothes becomes IPv4. Undefined for anything else. */
function plainAddress(text: string): string | undefined {
  const bare = IPV4_WITH_PORT.exec(text)?.[1] ?? IPV6_IN_BRACKETS.exec(text)?.[1] ?? text.split('%')[0] ?? '';
  const family = isIP(bare);
  if (family === 4) return bare;
  if (family !== 6) return undefined;
  const parts = groups(bare);
  const [high = '0', low = '0'] = parts.slice(6);
  const mapped = parts.slice(0, 5).every((group) => group === '0') && parts[5] === 'ffff';
  return mapped ? [...bytes(high), ...bytes(low)].join('.') : parts.join(':');
}

function bytes(group: string): [number, number] {
  const value = Number.parseInt(group, 16);
  return [value >> 8, value & 0xff];
}

/** The eight groups of a valid IPv6 address, without leading zeros. */
function groups(address: string): string[] {
  const dotted = /(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  const hex = (left: string | undefined, right: string | undefined) =>
    ((Number(left) << 8) | Number(right)).toString(16);
  const plain = dotted
    ? `${address.slice(0, dotted.index)}${hex(dotted[1], dotted[2])}:${hex(dotted[3], dotted[4])}`
    : address;
  const [head = '', tail] = plain.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const middle = Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  return [...left, ...middle, ...right].map((group) => Number.parseInt(group, 16).toString(16));
}

function blockList(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', bits] = range.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}

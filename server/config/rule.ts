import { isIP } from 'node:net';
import type { Environment } from './schema.ts';

/** A combination that must not run, as one line that says what to do; undefined when all is well. */
export type Rule = (env: Environment, issuer: string | undefined) => string | undefined;

export function when(broken: boolean, line: string): string | undefined {
  return broken ? line : undefined;
}

/** Whether the host of that URL is this machine; a name only where every resolver agrees on it (RFC 6761 §6.3). */
export function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  if (hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]') return true;
  return isIP(hostname) === 4 && hostname.startsWith('127.');
}

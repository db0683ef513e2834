import type { Registered } from './world.ts';

/** The header by which a client of `client_secret_basic` says who it is; none for another. */
export function basic(by: Registered | undefined): Record<string, string> {
  if (by === undefined || by.client.authMethod !== 'client_secret_basic') return {};
  return { Authorization: `Basic ${Buffer.from(`${by.client.id}:${by.secret}`).toString('base64')}` };
}

/** The fields that have a value. */
export function withoutNothing(fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
}

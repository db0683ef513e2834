import type { Client } from '../../server/clients/client.ts';
import type { ClientSettings } from '../../server/protocol/client-settings.ts';
import { form } from '../http/harness.ts';
import { type Answer, type Registered, type World, answerOf, approve } from '../tokens/world.ts';
import type { CodeRecord } from '../../server/authorization/code.ts';
import type { About, Change, Prover } from './prover.ts';

/** POST /token with these DPoP headers. */
export async function askToken(
  world: World,
  by: Registered,
  fields: Readonly<Record<string, string>>,
  proofs: readonly string[],
): Promise<Answer> {
  const publicly = by.client.authMethod === 'none' ? { client_id: by.client.id } : {};
  const request = form({ ...fields, ...publicly });
  const headers = new Headers(request.headers);
  for (const proof of proofs) headers.append('DPoP', proof);
  if (by.client.authMethod === 'client_secret_basic') {
    const credentials = Buffer.from(`${by.client.id}:${by.secret}`).toString('base64');
    headers.set('Authorization', `Basic ${credentials}`);
  }
  return answerOf(await world.fetch('/token', { ...request, headers }));
}

/** A proof for POST /token, made now. */
export function tokenProof(world: World, by: Prover, about: Partial<About> = {}, change: Change = {}) {
  const now = { htm: 'POST', htu: `${world.issuer}/token`, iat: world.clock.nowSeconds() };
  return by.proof({ ...now, ...about }, change);
}

/** GET /userinfo with an access token and these DPoP headers. */
export async function askUserinfo(
  world: World,
  accessToken: string | undefined,
  proofs: readonly string[],
  scheme = 'DPoP',
): Promise<Answer> {
  const headers = new Headers({ Authorization: `${scheme} ${accessToken ?? ''}` });
  for (const proof of proofs) headers.append('DPoP', proof);
  return answerOf(await world.fetch('/userinfo', { headers }));
}

/** A proof for GET /userinfo with that token, made now. */
export function userinfoProof(
  world: World,
  by: Prover,
  accessToken: string | undefined,
  about: Partial<About> = {},
  change: Change = {},
) {
  const now = { htm: 'GET', htu: `${world.issuer}/userinfo`, iat: world.clock.nowSeconds(), accessToken };
  return by.proof({ ...now, ...about }, change);
}

export const publicClient: Partial<Client> = { authMethod: 'none', type: 'spa', secretDigests: [] };

export function settled(settings: ClientSettings): Partial<Client> {
  return { settings };
}

/** Tokens that are bound to this key. */
export async function boundTokens(
  world: World,
  by: Registered,
  key: Prover,
  change: Partial<CodeRecord> = {},
) {
  const approved = await approve(world, by, change);
  const answer = await askToken(world, by, approved.fields, [tokenProof(world, key)]);
  if (answer.status !== 200) throw new Error(`no tokens: ${answer.text}`);
  return { ...approved, tokens: answer.body };
}

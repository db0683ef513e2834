import assert from 'node:assert/strict';
import { createHash, hkdfSync, randomBytes } from 'node:crypto';
import { CompactEncrypt, importJWK } from 'jose';
import { tripKeyCalls } from '../../contract/keys.ts';
import type { KeysOrder, Step } from '../../contract/step.ts';
import type { Browser } from '../../server/commands/demo/browser.ts';
import { must } from '../interaction/proofs.ts';

/** What the page of somebody has when their account key is open. The server never has it. */
export interface OpenKey {
  readonly issuer: string;
  readonly accountId: string;
  readonly accountKey: Buffer;
  readonly keysChangedAtSeconds: number;
}

export function anOpenKey(issuer: string, accountId: string): OpenKey {
  return { issuer, accountId, accountKey: randomBytes(32), keysChangedAtSeconds: 1_700_000_000 };
}

/** Texts, each behind its length in two bytes. */
export function framed(...texts: readonly string[]): Buffer {
  return Buffer.concat(
    texts.flatMap((text) => {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(Buffer.byteLength(text));
      return [length, Buffer.from(text)];
    }),
  );
}

export function apvOf(...parts: readonly string[]): string {
  return createHash('sha256')
    .update(framed(...parts))
    .digest('base64url');
}

/** The key of one scope, written anew from the paper. */
export function derived(
  { issuer, accountId, accountKey, keysChangedAtSeconds }: OpenKey,
  { keyGroup, format }: Pick<KeysOrder, 'keyGroup' | 'format'>,
  { scope, rotationSalt, rotatedAtSeconds }: KeysOrder['scopes'][number],
) {
  const material = Buffer.concat([accountKey, Buffer.from(rotationSalt, 'base64url')]);
  const info = framed('scoped-key/v1', issuer, keyGroup, scope);
  const km = Buffer.from(hkdfSync('sha256', material, accountId, info, 48));
  const seconds = String(Math.max(keysChangedAtSeconds, rotatedAtSeconds)).padStart(10, '0');
  const key = {
    k: km.subarray(16).toString('base64url'),
    kid: `${seconds}-${km.subarray(0, 16).toString('base64url')}`,
    scope,
  };
  return format === 'mozilla' ? { kty: 'oct', ...key } : { kty: 'oct', alg: 'A256GCM', ...key };
}

/** What the page delivers for an order; `header` is what differs, `undefined` leaves a member out. */
export async function sealed(
  open: OpenKey,
  order: KeysOrder,
  header: Readonly<Record<string, unknown>> = {},
  recipient: Readonly<Record<string, string>> = order.jwk,
): Promise<string> {
  const { issuer } = open;
  const keys = Object.fromEntries(order.scopes.map((one) => [one.scope, derived(open, order, one)]));
  const iat = open.keysChangedAtSeconds;
  const bundle =
    order.format === 'mozilla' ? keys : { iss: issuer, sub: order.subject, aud: order.clientId, iat, keys };
  const apu = Buffer.from(issuer).toString('base64url');
  const usual =
    order.format === 'mozilla'
      ? { kid: order.jwk.kid }
      : { typ: 'scoped-keys+jwe', kid: order.thumbprint, apu, apv: order.apv };
  const said = Object.entries({ alg: 'ECDH-ES', enc: 'A256GCM', ...usual, ...header });
  const protectedHeader = Object.fromEntries(said.filter(([, value]) => value !== undefined));
  const { kid: _, ...publicKey } = recipient;
  return new CompactEncrypt(Buffer.from(JSON.stringify(bundle)))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', ...protectedHeader })
    .encrypt(await importJWK(publicKey, 'ECDH-ES'));
}

export function orderOf(step: Step): KeysOrder {
  return step.kind === 'keys' ? step.order : assert.fail(`the next step is ${step.kind}`);
}

export function tryToDeliver(browser: Browser, id: string, jwe: string, email?: string) {
  const call = tripKeyCalls['/interaction/:id/keys/deliver'];
  const input = { jwe, ...(email !== undefined && { email }) };
  return browser.call(`/interaction/${id}/keys/deliver`, call, input);
}

/** All that the page does in the step `keys`. */
export async function deliver(browser: Browser, id: string, step: Step, open: OpenKey): Promise<Step> {
  return must(await tryToDeliver(browser, id, await sealed(open, orderOf(step)))).step;
}

import assert from 'node:assert/strict';
import { opaqueClient } from '../../server/login/client-half.ts';
import { derivations } from '../vault/independent/formats.ts';
import { keptKeys, rows } from '../vault/person.ts';
import { openWithPassword } from '../vault/wraps.ts';
import type { Canary } from './canary.ts';

export interface Typed {
  readonly email: string;
  readonly password: string;
}

/** The export key (base64url of 64 bytes) that a browser had of this password: only this side of OPAQUE can make it. */
export async function exportKeyOf(
  { wire, server, authorize }: Canary,
  { email, password }: Typed,
): Promise<{ readonly exportKey: string; readonly attemptId: string }> {
  const { headers } = await wire.get(authorize().slice(server.issuer.length));
  const Cookie = headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  const { clientLoginState, startLoginRequest } = opaqueClient.startLogin(password);
  const path = `${new URL(headers.location ?? '').pathname}/login/start`;
  const { text } = await wire.call(path, { email, startLoginRequest }, { Cookie });
  const { attemptId, ...started } = JSON.parse(text);
  const finished = opaqueClient.finishLogin({ ...started, password, clientLoginState });
  assert.ok(finished, 'the password that was typed is the one that was registered');
  return { exportKey: finished.exportKey, attemptId };
}

/** What only the browser of an owner has, by what it is: the export key, the account key that it opens, and a key of an app. */
export async function ownerSecrets(
  canary: Canary,
  typed: Typed,
  app: { readonly keyGroup: string; readonly scope: string },
): Promise<ReadonlyMap<string, Buffer>> {
  const { exportKey } = await exportKeyOf(canary, typed);
  const [row] = await rows<{ id: string }>(
    canary.databaseUrl,
    'select account_id as id from account_key limit 1',
  );
  const owner = {
    issuer: canary.server.issuer,
    accountId: row?.id ?? assert.fail('nobody has an account key'),
  };
  const [current] = await keptKeys(canary, owner.accountId);
  const key = current && openWithPassword(exportKey, current, { owner, generation: current.generation });
  assert.ok(key, 'the password opens the account key');
  const who = { iss: owner.issuer, sub: owner.accountId };
  const scoped = derivations.scoped(who, key, Buffer.alloc(32), app.keyGroup, app.scope);
  return new Map([
    ['export key', Buffer.from(exportKey, 'base64url')],
    ['account key', key],
    ['key of the app', scoped.subarray(16)],
  ]);
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The 20 bytes of a recovery key as its owner reads it; the 40 bits behind them are its check (docs/scoped-keys.md). */
export function recoveryBytes(text: string): Buffer {
  const digits = [...text.replace(/[\s-]/g, '')].map((character) => CROCKFORD.indexOf(character));
  assert.ok(digits.length === 40 && digits.every((digit) => digit >= 0), 'eight groups of five');
  const number = digits.reduce((sum, digit) => sum * 32n + BigInt(digit), 0n);
  return Buffer.from((number >> 40n).toString(16).padStart(40, '0'), 'hex');
}

import assert from 'node:assert/strict';
import { decodeProtectedHeader } from 'jose';
import { keksIn } from '../keyring/parts.ts';
import { rotateKey } from '../../server/keyring/rotate.ts';
import { newId } from '../../server/platform/random.ts';
import { setupTools } from '../../server/login/setup-tools.ts';
import { tokenAnswerOf } from './assertions.ts';
import { verifyKeys } from './discovery.ts';
import { assertNotRegistered, clientOf, type DynamicOp, register, withClient } from './dynamic-op.ts';
import { newKeys } from './fapi-client.ts';
import type { Module } from './module.ts';
import { CALLBACK, claimsOf, flow, keysOf, request } from './op.ts';
import { callToken } from './suite-client.ts';

/** `server.jwks_refresh_delay` of the suite. */
const REFRESH_DELAY_SECONDS = 60;
const TAKEN_OVER_SECONDS = 60;

/** Keys of clients behind an address, whose subjects are whose, and keys of ours that change. */
export const keyModules: readonly Module<DynamicOp>[] = [
  withClient(
    'oidcc-registration-jwks-uri',
    (op) => ({ jwks_uri: op.publish('jwks', { keys: [op.keys.publicJwk] }) }),
    (op) => flow(op),
  ),
  withClient(
    'oidcc-registration-sector-uri',
    (op) => ({ subject_type: 'pairwise', sector_identifier_uri: op.publish('sector', [CALLBACK]) }),
    async (op) => {
      assert.notEqual((await flow(op)).claims.sub, (await flow(op, { client: op.second })).claims.sub);
    },
  ),
  {
    name: 'oidcc-registration-sector-bad',
    run: (op) => {
      const uri = op.publish('sector-bad', ['https://suite.example/another']);
      const metadata = { subject_type: 'pairwise', sector_identifier_uri: uri };
      return assertNotRegistered(op, metadata, 'invalid_client_metadata');
    },
  },
  { name: 'oidcc-refresh-token-rp-key-rotation', run: clientKeyRotation },
  { name: 'oidcc-server-rotate-keys', run: serverKeyRotation },
];

async function clientKeyRotation(op: DynamicOp): Promise<void> {
  const name = newId();
  const put = (keys: DynamicOp['keys']) => op.publish(name, { keys: [keys.publicJwk] });
  const told = await register(op, { jwks_uri: put(op.keys) });
  const client = clientOf(op, told);
  const asked = request(op, { client_id: client.id, scope: 'openid offline_access', prompt: 'consent' });
  const { tokens, claims } = await flow(op, { client, asked });

  const keys = await newKeys('RS256');
  put(keys);
  op.server.clock.turn(REFRESH_DELAY_SECONDS);
  const fields = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' };
  const renewed = { ...client, keys };
  const next = await tokenAnswerOf(await callToken(op, renewed, fields));
  const again = await claimsOf(op, next, client, undefined);
  assert.deepEqual([again.sub, again.auth_time], [claims.sub, claims.auth_time]);
  assert.notEqual(again.iat, claims.iat);
  const stale = await callToken(op, client, { ...fields, refresh_token: next.refresh_token ?? '' });
  assert.equal(stale.status, 401, 'the key that was taken out is good no more');
}

async function serverKeyRotation(op: DynamicOp): Promise<void> {
  const { storage, config, keyring, clock } = op.server.parts;
  const parts = {
    store: storage.keys,
    keks: keksIn(config.keysDir),
    clock,
    lifetimes: config.lifetimes,
    opaque: setupTools,
  };
  // A successor that was made before has its place by now.
  op.server.clock.turn(TAKEN_OVER_SECONDS);
  await keyring.refresh();
  const before = (await keysOf(op)).keys.map(({ kid }) => kid);
  const made = await rotateKey(parts, 'sign-RS256', { now: true });
  await keyring.refresh();

  await verifyKeys(op);
  const after = (await keysOf(op)).keys.map(({ kid }) => kid);
  assert.deepEqual(
    before.filter((kid) => !after.includes(kid)),
    [],
    'what the old key signed still holds',
  );
  assert.equal(after.filter((kid) => !before.includes(kid)).length, 1);
  op.server.clock.turn(TAKEN_OVER_SECONDS);
  await keyring.refresh();
  const told = await register(op);
  const { tokens } = await flow({ ...op, client: clientOf(op, told) });
  const { kid } = decodeProtectedHeader(tokens.id_token);
  assert.ok(after.includes(kid) && !before.includes(kid), `${kid} is not of ${made}`);
}

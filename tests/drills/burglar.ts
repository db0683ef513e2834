import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import pg from 'pg';
import { heldBy } from '../../server/factors/held.ts';
import type { Keyring } from '../../server/keyring/keyring.ts';
import { openDataKeys } from '../../server/keyring/open-data-keys.ts';
import { openKeyring } from '../../server/keyring/open-keyring.ts';
import { openLetter } from '../../server/mail/outbox.ts';
import { openStorage } from '../../server/storage/open.ts';
import { claimsIn, userinfo } from '../attacks/world.ts';
import { ringsIn } from '../keyring/parts.ts';
import { guessPasswords, steal } from './thief.ts';
import { placeOf, type Victims } from './victims.ts';

/** What somebody takes who has the database and the key-encryption key, and our own sources to open them with. */
export async function burgle({ holder, databaseUrl, kept }: Victims): Promise<ReadonlySet<string>> {
  const { keysDir, parts } = holder.at.server;
  const { clock, config } = parts;
  const storage = await openStorage(databaseUrl, {});
  const obtained = new Set<string>();
  try {
    const rings = ringsIn(keysDir, { store: storage.keys, clock, lifetimes: config.lifetimes });
    const keyring = await openKeyring(rings);
    const data = openDataKeys({ store: storage.accountKeys, keys: storage.keys, keks: rings.keks, clock });
    for (const { account, recordId, value } of kept) {
      const sealed = await sealedRecord(databaseUrl, recordId);
      const keys = await data.of(account.id, 'reading', [sealed]);
      const opened: unknown = JSON.parse(keys.open(sealed, placeOf(recordId), 'free-text', '1').toString());
      if (opened === value) obtained.add('sealed records');
      const held = await heldBy({ factors: storage.factors, sealer: keyring.sealer('factor') }, account.id);
      if (held.some(({ state }) => JSON.stringify(state).includes('secret'))) obtained.add('TOTP secrets');
    }
    const letters = await storage.outbox.recent(10);
    if (letters.some((row) => openLetter(row, keyring.sealer('outbox')) !== undefined))
      obtained.add('letters');
    const forged = await forge(keyring, holder.artefacts['access token']);
    if (forged.verifies) obtained.add('tokens that verify offline');
    if ((await userinfo(holder.at, forged.token)).status === 200)
      obtained.add('our own APIs, with a forged token');
    const loot = await steal({ databaseUrl, redisUrl: '' }, { database: true, redis: false });
    const setups = loot.credentials.flatMap(({ setupId }) => keyring.serverSetup(setupId) ?? []);
    const guessed = guessPasswords(loot, [...new Set(setups)]);
    if (guessed.length > 0) obtained.add('a test for guesses at passwords');
  } finally {
    await storage.close();
  }
  return obtained;
}

async function sealedRecord(url: string, id: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ sealed: string }>(
      'select sealed from sealed_record where id = $1',
      [id],
    );
    return rows[0]?.sealed ?? '';
  } finally {
    await client.end();
  }
}

async function forge(keyring: Keyring, model: string): Promise<{ token: string; verifies: boolean }> {
  const claims = { ...claimsIn(model), scope: 'openid email', jti: 'made by a thief' };
  const token = keyring.sign('ES256', 'at+jwt', claims);
  const keys: JSONWebKeySet = JSON.parse(keyring.jwks().body.toString());
  const verifies = await jwtVerify(token, createLocalJWKSet(keys)).then(
    () => true,
    () => false,
  );
  return { token, verifies };
}

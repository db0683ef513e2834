import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Account } from '../../server/accounts/account.ts';
import { parseEmail } from '../../server/accounts/email.ts';
import { newFactor } from '../../server/factors/held.ts';
import { newId } from '../../server/platform/random.ts';
import { EMAIL, type Holder, openHolder } from '../attacks/holder.ts';
import { quickAccount } from '../attacks/world.ts';
import { testRedis } from '../harness/redis.ts';
import { PASSWORD } from '../harness/server.ts';
import { aLetter, event } from '../storage/world.ts';

/** What an account keeps with us, in words that nothing else says. */
export interface Kept {
  readonly account: Account;
  readonly recordId: string;
  readonly value: string;
}

export interface Victims extends AsyncDisposable {
  readonly holder: Holder;
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly kept: readonly Kept[];
  /** All that must not be read where it lies, by what it is. */
  readonly secrets: ReadonlyMap<string, string>;
}

const ACCOUNTS = 12;
/** A ticket names the trip it leads back to; without the cookie of its browser that opens nothing (`DOORS`). */
const NAME_ONLY = 'interaction id';

/** A server that people use: accounts with passwords, a factor and sealed records, and a living artefact of every kind. */
export async function openVictims(): Promise<Victims> {
  const redis = await testRedis();
  const holder = await openHolder({ REDIS_URL: redis.url });
  const { databaseUrl, parts } = holder.at.server;
  const email = parseEmail(EMAIL);
  const owner = email && (await parts.storage.accounts.findByEmail(email));
  if (owner === undefined) throw new Error('the holder has no account');
  const accounts = [owner];
  for (let index = 0; index < ACCOUNTS; index += 1) {
    accounts.push(await quickAccount(holder.at, `person-${index}@example.org`));
  }
  const kept = await keep(holder, accounts);
  const totpSecret = await holdFactor(holder, accounts[1]?.id ?? '');
  const secrets = new Map([
    ['the password', PASSWORD],
    ['a TOTP secret', totpSecret],
    ...kept.map(({ value }, index): [string, string] => [`sealed record ${index}`, value]),
    ...Object.entries(holder.artefacts).filter(([name]) => name !== NAME_ONLY),
  ]);
  return {
    ...{ holder, databaseUrl, redisUrl: redis.url, kept, secrets },
    async [Symbol.asyncDispose]() {
      await holder.at.stop();
      await redis.stop();
    },
  };
}

/** Where the value of a sealed record lies. */
export const placeOf = (recordId: string) => ({ table: 'sealed_record', column: 'sealed', row: recordId });

async function keep({ at }: Holder, accounts: readonly Account[]): Promise<readonly Kept[]> {
  const { dataKeys, clock } = at.server.parts;
  const operator = new pg.Client({ connectionString: at.server.databaseUrl });
  await operator.connect();
  try {
    const kept: Kept[] = [];
    for (const account of accounts) {
      const recordId = newId();
      const value = `${randomBytes(9).toString('hex')} Silent Lane, Utrecht`;
      const keys = await dataKeys.of(account.id, 'writing');
      const sealed = keys.seal(Buffer.from(JSON.stringify(value)), placeOf(recordId), 'free-text', '1');
      const now = clock.nowSeconds();
      await operator.query(
        `insert into sealed_record (account_id, id, type, client_id, sealed, revision, created_at_seconds,
           updated_at_seconds) values ($1, $2, 'free-text', 'client', $3, 1, $4, $4)`,
        [account.id, recordId, sealed, now],
      );
      kept.push({ account, recordId, value });
    }
    return kept;
  } finally {
    await operator.end();
  }
}

async function holdFactor({ at }: Holder, accountId: string): Promise<string> {
  const { clock, keyring, storage } = at.server.parts;
  const secret = randomBytes(20).toString('hex').toUpperCase();
  const made = { kind: 'totp', label: 'App', state: { secret, lastStep: 0 }, lookup: undefined } as const;
  const factor = newFactor({ sealer: keyring.sealer('factor'), clock }, accountId, made);
  const act = { event: event('factor.added', accountId), letter: aLetter(), keptSessionId: undefined };
  await storage.factors.add(factor, act, { only: true, max: 1 });
  return secret;
}

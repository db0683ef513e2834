import { createClient } from 'redis';
import type { FactorAnswer, FactorOffer, FactorProof } from '../../contract/factors/index.ts';
import type { FactorKind } from '../../contract/factors/kind.ts';
import type { Account } from '../../server/accounts/account.ts';
import type { Factor, FactorAsked, HeldFactor } from '../../server/factors/factor.ts';
import { factorRoom, heldBy, newFactor } from '../../server/factors/held.ts';
import { factorsOf } from '../../server/factors/index.ts';
import { passkeySignIn } from '../../server/factors/passkey-sign-in.ts';
import { proveFactor } from '../../server/factors/prove.ts';
import { totpCode } from '../../server/factors/totp.ts';
import { ProblemError } from '../../server/http/problem-error.ts';
import { sealedEphemera } from '../../server/keyring/sealed-ephemera.ts';
import { accountLetters } from '../../server/mail/account-letters.ts';
import { openLetter } from '../../server/mail/outbox.ts';
import { newSecret } from '../../server/platform/random.ts';
import { redisEphemera } from '../../server/storage/ephemera/redis.ts';
import { openStorage } from '../../server/storage/open.ts';
import type { Storage } from '../../server/storage/storage.ts';
import { testClock } from '../harness/clock.ts';
import { testRedis } from '../harness/redis.ts';
import { testKeyring } from '../login/parts.ts';
import { aLetter, event, openWorld } from '../storage/world.ts';

export const ISSUER = 'https://id.example';

/** Two instances on one PostgreSQL and one Redis, each with connections of its own, and people who set factors up. */
export async function factorWorld({ throttleScale = 1 } = {}) {
  const [world, redis] = [await openWorld(), await testRedis()];
  const clock = testClock();
  const sealer = testKeyring().sealer();
  const config = { issuer: ISSUER, throttleScale };
  const told: { readonly accountId: string; readonly tries: number }[] = [];

  const instance = async (storage: Storage) => {
    const inRedis = await redisEphemera(redis.url);
    const ephemera = sealedEphemera(inRedis, sealer);
    const { audit, factors, outbox } = storage;
    const letters = accountLetters({ sealer, clock, issuer: ISSUER });
    const shared = {
      ephemera,
      clock,
      config,
      audit,
      factors,
      outbox,
      letters,
      sealer,
      nudgeOutbox: () => {},
    };
    const registry = factorsOf(shared);
    const guessed = async ({ account }: FactorAsked, tries: number) =>
      void told.push({ accountId: account.id, tries });
    return {
      storage,
      registry,
      of: (kind: FactorKind): Factor => {
        const found = registry.find((factor) => factor.kind === kind);
        if (!found) throw new Error(`no factor ${kind}`);
        return found;
      },
      signIn: passkeySignIn(shared),
      prove: (asked: FactorAsked, answer: FactorAnswer) =>
        proveFactor({ ...shared, registry, guessed }, asked, answer),
      held: (accountId: string) => heldBy({ factors, sealer }, accountId),
      close: () => ephemera.close(),
    };
  };
  const second = await openStorage(world.url);
  const instances = [await instance(world.storage), await instance(second)] as const;
  const [here] = instances;

  const asked = async (account: Account, tripId = newSecret('ia')): Promise<FactorAsked> => ({
    ...{ account, tripId, locale: 'en', held: await here.held(account.id) },
  });

  return {
    ...{ world, redis, clock, sealer, told, instances, here, asked },
    /** Sets a factor up, as the trip does it. */
    async setUp(account: Account, kind: FactorKind, proofOf: (offer: FactorOffer) => FactorProof) {
      const at = await asked(account);
      const { setUp } = here.of(kind);
      if (!setUp) throw new Error(`${kind} is not set up`);
      const { offer, pending } = await setUp.offer(at);
      const made = await setUp.confirm(at, pending, proofOf(offer));
      if (!made) throw new Error(`${kind} was not confirmed`);
      const stored = newFactor({ sealer, clock }, account.id, made);
      const act = {
        event: event('factor.added', account.id),
        letter: aLetter(),
        keptSessionId: undefined,
      };
      const outcome = await world.storage.factors.add(stored, act, factorRoom[kind]);
      return { offer, stored, outcome };
    },
    /** The secret of a new authenticator app; a step goes by, so that its next code was never used. */
    async withTotp(account: Account): Promise<string> {
      let secret = '';
      await this.setUp(account, 'totp', (offer) => {
        secret = offer.kind === 'totp' ? offer.secret : '';
        return { kind: 'totp', code: this.codeOf(secret) };
      });
      clock.turn(30);
      return secret;
    },
    async withBackupCodes(account: Account): Promise<readonly string[]> {
      const { offer } = await this.setUp(account, 'backup-codes', () => ({ kind: 'backup-codes' }));
      return offer.kind === 'backup-codes' ? offer.codes : [];
    },
    codeOf: (secret: string, offsetSeconds = 0) =>
      totpCode(secret, Math.floor((clock.nowSeconds() + offsetSeconds) / 30)),
    /** The code of the last letter to that account. */
    async mailedCode({ email }: Pick<Account, 'email'>): Promise<string> {
      const rows = await world.storage.outbox.recent(50);
      const letters = rows.flatMap((row) =>
        row.kind === 'email-code' ? (openLetter(row, sealer) ?? []) : [],
      );
      const text = letters.filter(({ to }) => to === email).at(0)?.text ?? '';
      return /(\d{4})\s?(\d{4})/.exec(text)?.slice(1).join('') ?? '';
    },
    /** Everything there is in the database and in Redis, as text. */
    async dump(): Promise<string> {
      const client = await createClient({ url: redis.url }).connect();
      const keys = await client.keys('*');
      const values = await Promise.all(keys.map((key) => client.get(key).catch(() => '')));
      await client.close();
      return [...keys, ...values].join('\n');
    },
    async emptyRedis() {
      const client = await createClient({ url: redis.url }).connect();
      await client.flushDb();
      await client.close();
    },
    async stop() {
      for (const one of instances) await one.close();
      await second.close();
      await Promise.all([world.stop(), redis.stop()]);
    },
  };
}

export type FactorWorld = Awaited<ReturnType<typeof factorWorld>>;

/** 50 at once, half on each instance; out come those that were let in, and how many were told to wait. */
export async function race(
  { instances }: FactorWorld,
  asked: FactorAsked,
  answer: FactorAnswer | ((racer: number) => FactorAnswer),
) {
  const outcomes = await Promise.all(
    Array.from({ length: 50 }, async (_, racer) => {
      const one = instances[racer % 2 === 0 ? 0 : 1];
      return tried(() => one.prove(asked, typeof answer === 'function' ? answer(racer) : answer));
    }),
  );
  return {
    winners: outcomes.filter((outcome) => outcome !== undefined && outcome !== 'later'),
    later: outcomes.filter((outcome) => outcome === 'later').length,
  };
}

/** `later`: told to wait. */
export async function tried<Result>(act: () => Promise<Result>): Promise<Result | 'later'> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'too_many_attempts') return 'later';
    throw error;
  }
}

export function ofKind(held: readonly HeldFactor[], kind: FactorKind): readonly HeldFactor[] {
  return held.filter((one) => one.kind === kind);
}

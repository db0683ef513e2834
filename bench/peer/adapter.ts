import type { Adapter, AdapterPayload } from 'oidc-provider';
import { createClient } from 'redis';

// As in our own connection: the limit that the client sets each command costs more than the command.
export const connect = () =>
  createClient({ url: process.env.REDIS_URL ?? '', commandOptions: { timeout: 0 } });

type Redis = ReturnType<typeof connect>;

const TTL_SECONDS = 3600;
const CONSUMABLE = new Set(['AuthorizationCode', 'RefreshToken']);
const GRANTABLE = new Set(['AccessToken', 'AuthorizationCode', 'RefreshToken']);

/** The peer's storage in Redis, as its documentation describes it: hashes, and one list a grant for revocation. */
export function redisAdapter(redis: Redis): (name: string) => Adapter {
  return (name) => {
    const keyOf = (id: string) => `${name}:${id}`;
    const grantKey = (id: string) => `grant:${id}`;

    return {
      async upsert(id, payload, expiresIn = TTL_SECONDS) {
        const key = keyOf(id);
        const transaction = redis.multi();
        if (CONSUMABLE.has(name)) transaction.hSet(key, { payload: JSON.stringify(payload) });
        else transaction.set(key, JSON.stringify(payload));
        transaction.expire(key, expiresIn);
        if (GRANTABLE.has(name) && payload.grantId !== undefined) {
          transaction.rPush(grantKey(payload.grantId), key);
          transaction.expire(grantKey(payload.grantId), expiresIn);
        }
        if (payload.uid !== undefined)
          transaction.set(`uid:${payload.uid}`, id, { expiration: { type: 'EX', value: expiresIn } });
        await transaction.exec();
      },
      async find(id) {
        if (!CONSUMABLE.has(name)) return parse((await redis.get(keyOf(id))) ?? undefined);
        const { payload, consumed } = await redis.hGetAll(keyOf(id));
        const found = parse(payload);
        return found === undefined || consumed === undefined
          ? found
          : { ...found, consumed: Number(consumed) };
      },
      async findByUid(uid) {
        const id = await redis.get(`uid:${uid}`);
        return id === null ? undefined : parse((await redis.get(keyOf(id))) ?? undefined);
      },
      findByUserCode: () => Promise.resolve(undefined),
      async consume(id) {
        await redis.hSet(keyOf(id), 'consumed', Math.floor(Date.now() / 1000));
      },
      async destroy(id) {
        await redis.del(keyOf(id));
      },
      async revokeByGrantId(grantId) {
        const keys = await redis.lRange(grantKey(grantId), 0, -1);
        await redis.del([...keys, grantKey(grantId)]);
      },
    };
  };
}

function parse(text: string | undefined): AdapterPayload | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as AdapterPayload);
}

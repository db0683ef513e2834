import { testDatabase } from '../harness/database.ts';
import { testRedis } from '../harness/redis.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { countingProxy, postgresStatements, redisCommands } from './counting-proxy.ts';

export interface CountingServer {
  readonly server: TestServer;
  /** Runs one path and says what it cost. */
  cost<Result>(path: () => Promise<Result>): Promise<{ result: Result; cost: string }>;
  stop(): Promise<void>;
}

/** A server whose every trip to PostgreSQL and Redis is counted on the wire. */
export async function startCountingServer(
  env: Readonly<Record<string, string>> = {},
): Promise<CountingServer> {
  const [database, cache] = await Promise.all([testDatabase(), testRedis()]);
  const sql = await countingProxy(database.url, postgresStatements);
  const redis = await countingProxy(cache.url, redisCommands);
  const server = await startServer({ env: { ...env, DATABASE_URL: sql.url, REDIS_URL: redis.url } });
  return {
    server,
    async cost(path) {
      sql.taken();
      redis.taken();
      const result = await path();
      return { result, cost: `${sql.taken()} SQL, ${redis.taken()} Redis` };
    },
    async stop() {
      for (const part of [server, sql, redis, database, cache]) await part.stop();
    },
  };
}

/** A chore of the server may fall into a measurement, every few seconds: of three, the cheapest is the path's own. */
export async function cheapest<Name extends string>(
  walk: () => Promise<Record<Name, string>>,
): Promise<Record<Name, string>> {
  const [first, ...more] = [await walk(), await walk(), await walk()];
  const best = { ...first };
  for (const costs of more) {
    for (const name of Object.keys(costs)) {
      if (isName(name, best) && costs[name] < best[name]) best[name] = costs[name];
    }
  }
  return best;
}

function isName<Name extends string>(name: string, costs: Record<Name, string>): name is Name {
  return name in costs;
}

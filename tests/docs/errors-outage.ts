import pg from 'pg';
import { gateBefore } from '../faults/gate.ts';
import { testDatabase } from '../harness/database.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { inJson, type Met, type Ways } from './errors-world.ts';

/** What is met when something is wrong on our side. Each has a server of its own, which is then broken. */
export const outageErrors: Ways = {
  server_error: [['anywhere', 500, withoutTable]],
  temporarily_unavailable: [['anywhere', 503, withoutDatabase]],
};

/** Somebody renamed a table: the database answers, and what it says is no part of any plan. */
async function withoutTable(): Promise<Met> {
  const server = await startServer();
  try {
    const database = new pg.Client({ connectionString: server.databaseUrl });
    await database.connect();
    await database.query('alter table client rename to mislaid');
    await database.end();
    return await askAnything(server);
  } finally {
    await server.stop();
  }
}

async function withoutDatabase(): Promise<Met> {
  const database = await testDatabase();
  const url = new URL(database.url);
  const gate = await gateBefore(Number(url.port));
  url.port = String(gate.port);
  const server = await startServer({ env: { DATABASE_URL: url.href } });
  try {
    await gate.shut();
    return await askAnything(server);
  } finally {
    await gate.open();
    await server.stop();
    await gate.stop();
    await database.stop();
  }
}

async function askAnything({ issuer }: TestServer): Promise<Met> {
  const body = new URLSearchParams({ client_id: 'anybody', grant_type: 'refresh_token' });
  return { ...(await inJson(await fetch(`${issuer}/token`, { method: 'POST', body }))), issuer };
}

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Client } from 'pg';
import { createClient } from 'redis';
import { z } from 'zod';
import { interactionCalls } from '../../contract/interaction.ts';
import { follow, interactionOf, signIn } from '../../server/commands/demo/person.ts';
import { testRedis } from '../harness/redis.ts';
import { PASSWORD, startServer, type TestServer } from '../harness/server.ts';
import { choosePassword, must, ticketIn } from '../interaction/proofs.ts';
import { leave, openTrip } from '../interaction/trip.ts';
import { aKeyApp, NOTES, redeemKeys, send } from './key-app.ts';
import { anOpenKey, sealed, tryToDeliver } from './key-page.ts';
import { toKeys } from './key-trip.ts';

const tables = z.array(z.object({ name: z.string() }));
const lines = z.array(z.object({ line: z.string() }));

describe('CF-38 JIRO-R10 end-to-end keys lie nowhere in clear', () => {
  let server: TestServer;
  let redis: Awaited<ReturnType<typeof testRedis>>;
  const logged: string[] = [];
  before(async () => {
    redis = await testRedis();
    server = await startServer({ env: { REDIS_URL: redis.url }, log: (line) => logged.push(line) });
  });
  after(async () => {
    await server.stop();
    await redis.stop();
  });

  /** Everything there is in Redis, in the database and in the log, as text. */
  async function everything(): Promise<string> {
    const ephemera = await createClient({ url: redis.url }).connect();
    const keys = await ephemera.keys('*');
    const values = await Promise.all(keys.map((key) => ephemera.get(key).catch(() => '')));
    await ephemera.close();
    const database = new Client({ connectionString: server.databaseUrl });
    await database.connect();
    const named = await database.query('select relname as name from pg_stat_user_tables');
    const rows: string[] = [];
    for (const { name } of tables.parse(named.rows)) {
      const found = await database.query(`select t::text as line from "${name}" t`);
      rows.push(...lines.parse(found.rows).map(({ line }) => line));
    }
    await database.end();
    assert.ok(values.length > 3 && rows.length > 3 && logged.length > 3, 'all three were read');
    return [...keys, ...values, ...rows, ...logged].join('\n');
  }

  const within = (text: string, canary: string) => {
    const bytes = Buffer.from(canary, 'base64url').toString('latin1');
    const readable = [...text.matchAll(/[A-Za-z0-9_-]{40,}/g)].map(([part]) =>
      Buffer.from(part, 'base64url').toString('latin1'),
    );
    return text.includes(canary) || readable.some((part) => part.includes(canary) || part.includes(bytes));
  };

  it('from the pushed request to the tokens and after: keys_jwk and keys_jwe are sealed or gone', async () => {
    const account = await server.account('ada@example.org');
    const browser = server.browser();
    const own = await openTrip(browser, `${server.issuer}/account`);
    const step = await signIn(browser, own.id, { email: account.email, password: PASSWORD });
    await follow(browser, step ?? assert.fail());

    const app = await aKeyApp(server);
    const trip = await toKeys(server, { browser }, app, { scope: `openid offline_access ${NOTES}` });
    const jwe = await sealed(anOpenKey(server.issuer, account.id), trip.order);
    const canaries = [
      app.sealedTo.jwk.x ?? '',
      app.sealedTo.thumbprint,
      ...jwe.split('.').filter(Boolean).slice(0, 3),
    ];
    assert.ok(within(`{"${canaries.join('"},{"')}"}`, canaries[0] ?? ''), 'it would be seen');
    const unseen = async (when: string) => {
      const text = await everything();
      for (const canary of canaries) assert.ok(!within(text, canary), `${when}: ${canary}`);
    };

    await unseen('asked');
    const delivered = must(await tryToDeliver(browser, trip.id, jwe)).step;
    await unseen('delivered');
    const told = await leave(browser, delivered);
    await unseen('with the code');
    const { status, body } = await redeemKeys(server, app, told.get('code') ?? '');
    assert.deepEqual([status, body.keys_jwe], [200, jwe]);
    await unseen('redeemed');

    const fields = { token: body.access_token, client_id: app.client.id };
    const { client, secret } = await server.client();
    const introspected = await fetch(`${server.issuer}/introspect`, {
      method: 'POST',
      headers: { Authorization: `Basic ${btoa(`${client.id}:${secret}`)}` },
      body: new URLSearchParams({ token: fields.token ?? '' }),
    });
    const userinfo = await fetch(`${server.issuer}/userinfo`, {
      headers: { Authorization: `DPoP ${fields.token}` },
    });
    const answers = [await introspected.text(), await userinfo.text(), body.id_token, body.access_token].join(
      '\n',
    );
    for (const canary of canaries) assert.ok(!within(answers, canary), canary);
    await unseen('introspected');

    // A reset makes another account key, so what was given beside the old keys ends.
    const reset = interactionCalls['/interaction/:id/reset'];
    const away = server.browser();
    const { id } = await openTrip(away, `${server.issuer}/account`);
    must(await away.call(`/interaction/${id}/reset`, reset, { email: account.email }));
    const ticket = await ticketIn(server, account.email, '/reset');
    const { url } = must(await away.call('/reset/begin', interactionCalls['/reset/begin'], { ticket }));
    const changing = interactionOf(await away.visit(url));
    must(await choosePassword(away, changing.id, 'another rest between two notes'));
    const refresh = {
      grant_type: 'refresh_token',
      client_id: app.client.id,
      refresh_token: body.refresh_token,
    };
    assert.equal((await send(server, '/token', refresh, app.dpop)).body.error, 'invalid_grant');
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { type Browser, openBrowser } from '../../server/commands/demo/browser.ts';
import { interactionOf, signIn, signUp } from '../../server/commands/demo/person.ts';
import { openWire, type Wire, type WireAnswer } from '../attacks/wire.ts';
import { authorizePath, type Tokens, tokensIn, VERIFIER } from '../attacks/world.ts';
import { type Cli, type CliServer, openCli } from '../commands/cli.ts';
import { PASSWORD, REDIRECT_URI } from '../harness/server.ts';

const LANES = 4;
const WORK_MILLISECONDS = 1_500;
const RESTART_LIMIT_MILLISECONDS = 5_000;
const registered = z.object({ client_id: z.string(), client_secret: z.string() });

/** What was acknowledged to somebody, and has to be there however the server ended. */
interface Acknowledged {
  readonly alive: Tokens[];
  readonly revoked: Tokens[];
}

describe('F-03 `tacet start` with its own PostgreSQL, killed with -9 in the middle of its work', () => {
  let cli: Cli;
  let server: CliServer;
  let wire: Wire;
  let client: { readonly id: string };
  let basic: { readonly Authorization: string };
  let browser: Browser;
  const people: string[] = [];

  before(async () => {
    cli = await openCli('embedded');
    server = await cli.start({ TACET_THROTTLE_SCALE: '1000' });
    wire = openWire(cli.port, cli.issuer);
    const args = [
      '--type',
      'web',
      '--name',
      'Notes',
      '--redirect-uri',
      REDIRECT_URI,
      '--first-party',
      '--json',
    ];
    const scope = ['--scope', 'openid profile email offline_access'];
    const made = await cli.json(registered, ['client', 'create', ...args, ...scope]);
    client = { id: made.client_id };
    basic = { Authorization: `Basic ${btoa(`${made.client_id}:${made.client_secret}`)}` };
    browser = openBrowser(cli.issuer);
  });
  after(async () => {
    wire.close();
    await cli.stop();
  });

  const path = () => authorizePath(client);
  const send = (fields: Record<string, string>, to = '/token') => wire.post(to, fields, basic);
  const cookie = () => [...browser.cookies].map((pair) => pair.join('=')).join('; ');

  async function join(email: string): Promise<void> {
    const trip = openBrowser(cli.issuer);
    const { id } = interactionOf(await trip.visit(`${cli.issuer}${path()}`));
    await signUp(trip, cli.issuer, id, { email, name: 'Ada', password: PASSWORD });
    people.push(email);
    browser = trip;
  }

  async function exchange(): Promise<WireAnswer> {
    const { headers } = await wire.get(path(), { Cookie: cookie() });
    const code = new URL(headers.location ?? '').searchParams.get('code') ?? '';
    return send({ grant_type: 'authorization_code', code, code_verifier: VERIFIER });
  }

  /** Codes, refreshes and revocations until the server is gone; keeps only what it said yes to. */
  async function work({ alive, revoked }: Acknowledged): Promise<void> {
    for (let index = 0; ; index += 1) {
      const tokens = tokensIn(await exchange());
      if (index % 3 > 0) {
        alive.push(tokens);
        continue;
      }
      assert.equal((await send({ token: tokens.refresh_token }, '/revoke')).status, 200);
      revoked.push(tokens);
    }
  }

  it('loses no account, no session, no token and no revocation that it acknowledged', async (t) => {
    await join('ada@example.org');
    await join('grace@example.org');
    const told: Acknowledged = { alive: [], revoked: [] };
    const lanes = Array.from({ length: LANES }, () => work(told).catch(() => undefined));
    await pause(WORK_MILLISECONDS);
    await server.end('SIGKILL');
    await Promise.all(lanes);
    wire.close();
    wire = openWire(cli.port, cli.issuer);

    server = await cli.start({ TACET_THROTTLE_SCALE: '1000' });
    t.diagnostic(`${told.alive.length} living and ${told.revoked.length} revoked families were acknowledged`);
    t.diagnostic(`ready again after ${Math.round(server.readyMilliseconds)} ms`);
    assert.ok(told.alive.length > 20 && told.revoked.length > 10);
    assert.ok(server.readyMilliseconds < RESTART_LIMIT_MILLISECONDS);
    for (const { access_token } of told.alive) {
      assert.equal(JSON.parse((await send({ token: access_token }, '/introspect')).text).active, true);
    }
    for (const { access_token, refresh_token } of told.revoked) {
      assert.equal((await send({ token: access_token }, '/introspect')).text, '{"active":false}');
      assert.equal((await send({ grant_type: 'refresh_token', refresh_token })).status, 400);
    }
    const [some] = told.alive;
    tokensIn(await send({ grant_type: 'refresh_token', refresh_token: some?.refresh_token ?? '' }));
    assert.equal((await wire.get('/account', { Cookie: cookie() })).status, 200, 'the session is there');
  });

  it('lets everybody sign in again with the password they chose', async () => {
    for (const email of people) {
      const fresh = openBrowser(cli.issuer);
      const { id } = interactionOf(await fresh.visit(`${cli.issuer}${path()}`));
      assert.equal((await signIn(fresh, id, { email, password: PASSWORD }))?.kind, 'finish');
    }
  });

  it('is killed three times in a row, and still comes back', async () => {
    for (let round = 0; round < 3; round += 1) {
      await server.end('SIGKILL');
      server = await cli.start({ TACET_THROTTLE_SCALE: '1000' });
      assert.ok(server.readyMilliseconds < RESTART_LIMIT_MILLISECONDS);
    }
    assert.equal((await wire.get('/account', { Cookie: cookie() })).status, 200);
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { beginTrip, type Trip } from '../attacks/trips.ts';
import {
  authorizePath,
  closedAccount,
  codeFor,
  type Instance,
  isSignedIn,
  openInstance,
  ownClient,
  redeem,
  refresh,
  type Registered,
  sessionOf,
  type Tokens,
  tokensFor,
  tokensIn,
  userinfo,
} from '../attacks/world.ts';
import { opaqueClient } from '../../server/login/client-half.ts';
import { startPostgres } from '../harness/postgres.ts';
import { type Gate, gateBefore } from './gate.ts';
import { type Asked, assertRefused, assertServed, recovered } from './outage.ts';

const LIMIT_MILLISECONDS = 3_000;
const { startLoginRequest } = opaqueClient.startLogin('some password');

describe('a PostgreSQL that', () => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>;
  let gate: Gate;
  let at: Instance;
  let app: Registered;
  let cookie: string;
  let trip: Trip;
  let tokens: Tokens;
  let code: string;

  before(async () => {
    postgres = await startPostgres();
    const url = new URL(postgres.url);
    gate = await gateBefore(Number(url.port));
    url.port = String(gate.port);
    at = await openInstance({ env: { DATABASE_URL: url.href } });
    app = await ownClient(at);
    cookie = await sessionOf(at, await closedAccount(at));
    trip = await beginTrip(at, app);
    tokens = await tokensFor(at, app, cookie);
    code = await codeFor(at, app, cookie);
  });
  after(async () => {
    await at.stop();
    await gate.stop();
    await postgres.stop();
  });

  const needing = (): Asked => ({
    'an authorization by single sign-on': () => at.wire.get(authorizePath(app.client), { Cookie: cookie }),
    'a refresh': () => refresh(at, app, tokens.refresh_token),
    userinfo: () => userinfo(at, tokens.access_token),
    introspection: () => at.wire.post('/introspect', { token: tokens.access_token }, app.basic),
    'a revocation': () => at.wire.post('/revoke', { token: tokens.access_token }, app.basic),
    'the account page': () => at.wire.get('/account', { Cookie: cookie }),
    'a sign-in': () =>
      at.wire.call(
        `/interaction/${trip.id}/login/start`,
        { email: 'ada@example.org', startLoginRequest },
        { Cookie: trip.browser },
      ),
    'a sign-up': () =>
      at.wire.call(`/interaction/${trip.id}/sign-up`, { email: 'ada@example.org' }, { Cookie: trip.browser }),
    'a sign-out': () => at.wire.call('/account/sign-out', {}, { Cookie: cookie }),
    readiness: () => at.wire.get('/readyz'),
  });
  const managing = (): Asked => ({
    discovery: () => at.wire.get('/.well-known/openid-configuration'),
    'the keys': () => at.wire.get('/jwks'),
    health: () => at.wire.get('/healthz'),
    'the page that says goodbye': () => at.wire.get('/signed-out'),
    'a trip that begins': () => at.wire.get(authorizePath(app.client)),
  });
  const nothingWasLost = async () => {
    await recovered(() => at.wire.get('/readyz'));
    assert.equal(await isSignedIn(at, cookie), true);
    assert.equal((await userinfo(at, tokens.access_token)).status, 200);
    tokens = tokensIn(await refresh(at, app, tokens.refresh_token));
  };

  it('F-30 is down costs what needs it, within three seconds, and nothing else; and it comes back by itself', async () => {
    await gate.shut();
    await assertRefused(needing(), LIMIT_MILLISECONDS);
    await assertServed(managing(), LIMIT_MILLISECONDS);
    await gate.open();
    await nothingWasLost();
  });

  it('F-34 hangs is given up within three seconds, and comes back by itself', async () => {
    gate.silence();
    await assertRefused(needing(), LIMIT_MILLISECONDS);
    await assertServed(managing(), LIMIT_MILLISECONDS);
    await gate.open();
    await nothingWasLost();
  });

  it('goes away for ever leaves a server that still stops in peace', async () => {
    tokensIn(await redeem(at, app, code));
    await postgres.stop();
    await assertRefused({ userinfo: () => userinfo(at, tokens.access_token) }, LIMIT_MILLISECONDS);
    assert.equal((await at.wire.get('/healthz')).status, 200);
  });
});

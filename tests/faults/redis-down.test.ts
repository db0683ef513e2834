import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { beginTrip, type Trip } from '../attacks/trips.ts';
import {
  authorizePath,
  closedAccount,
  codeFor,
  type Instance,
  isActive,
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
import { startRedis } from '../harness/redis.ts';
import { type Asked, assertRefused, assertServed, recovered } from './outage.ts';

const LIMIT_MILLISECONDS = 1_000;
const { startLoginRequest } = opaqueClient.startLogin('some password');

describe('F-20 a Redis that', () => {
  let redis: Awaited<ReturnType<typeof startRedis>>;
  let at: Instance;
  let app: Registered;
  let cookie: string;
  let trip: Trip;
  let tokens: Tokens;
  let code: string;

  before(async () => {
    redis = await startRedis();
    at = await openInstance({ env: { REDIS_URL: redis.url } });
    app = await ownClient(at);
    cookie = await sessionOf(at, await closedAccount(at));
  });
  after(async () => {
    await at.stop();
    await redis.stop();
  });

  async function prepare(): Promise<void> {
    trip = await beginTrip(at, app);
    tokens = await tokensFor(at, app, cookie);
    code = await codeFor(at, app, cookie);
  }

  const needing = (): Asked => ({
    'an authorization that begins': () => at.wire.get(authorizePath(app.client)),
    'an authorization by single sign-on': () => at.wire.get(authorizePath(app.client), { Cookie: cookie }),
    'the page of an interaction': () => at.wire.get(`/interaction/${trip.id}`, { Cookie: trip.browser }),
    'a sign-in': () =>
      at.wire.call(
        `/interaction/${trip.id}/login/start`,
        { email: 'ada@example.org', startLoginRequest },
        { Cookie: trip.browser },
      ),
    'a sign-up': () =>
      at.wire.call(`/interaction/${trip.id}/sign-up`, { email: 'ada@example.org' }, { Cookie: trip.browser }),
    'the exchange of a code': () => redeem(at, app, code),
    readiness: () => at.wire.get('/readyz'),
  });
  const managing = (): Asked => ({
    discovery: () => at.wire.get('/.well-known/openid-configuration'),
    'the keys': () => at.wire.get('/jwks'),
    health: () => at.wire.get('/healthz'),
    userinfo: () => userinfo(at, tokens.access_token),
    'a refresh': () => refresh(at, app, tokens.refresh_token),
    introspection: () => at.wire.post('/introspect', { token: tokens.access_token }, app.basic),
    'the account page': () => at.wire.get('/account', { Cookie: cookie }),
    'a revocation of nothing': () => at.wire.post('/revoke', { token: 'x' }, app.basic),
  });

  it('is killed costs what needs it, at once, and nothing else; and it comes back by itself', async () => {
    await prepare();
    process.kill(redis.pid, 'SIGKILL');
    await assertRefused(needing(), LIMIT_MILLISECONDS);
    await assertServed(managing(), LIMIT_MILLISECONDS);
    assert.equal((await at.wire.post('/revoke', { token: tokens.access_token }, app.basic)).status, 200);
    assert.equal(await isActive(at, app, tokens.refresh_token), false);

    await redis.stop();
    redis = await startRedis(redis.port);
    await recovered(() => at.wire.get('/readyz'));
    // What lay there is gone with it: an unfinished trip starts again, and a code is void.
    assert.equal((await at.wire.get(`/interaction/${trip.id}`, { Cookie: trip.browser })).status, 410);
    assert.equal((await redeem(at, app, code)).status, 400);
    await prepare();
    tokensIn(await redeem(at, app, code));
  });

  it('F-25 hangs is refused within a second as well, and what lay there is there afterwards', async () => {
    await prepare();
    process.kill(redis.pid, 'SIGSTOP');
    try {
      await assertRefused(needing(), LIMIT_MILLISECONDS);
      await assertServed(managing(), LIMIT_MILLISECONDS);
    } finally {
      process.kill(redis.pid, 'SIGCONT');
    }
    await recovered(() => at.wire.get('/readyz'));
    const page = await at.wire.get(`/interaction/${trip.id}`, { Cookie: trip.browser });
    assert.equal(page.status, 200);
  });

  it('is not there when the server starts does not keep it from starting', async () => {
    const other = await startRedis();
    await other.stop();
    const late = await openInstance({ env: { REDIS_URL: other.url } });
    try {
      assert.equal((await late.wire.get('/healthz')).status, 200);
      assert.equal((await late.wire.get('/readyz')).status, 503);
      assert.equal((await late.wire.get('/jwks')).status, 200);
      const now = await startRedis(other.port);
      await recovered(() => late.wire.get('/readyz'));
      await now.stop();
    } finally {
      await late.stop();
    }
  });
});

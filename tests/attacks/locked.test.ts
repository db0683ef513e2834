import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { unstretchedClient } from '../../server/login/unstretched.ts';
import { PASSWORD } from '../harness/server.ts';
import { beginTrip, cookieIn } from './trips.ts';
import {
  codeFor,
  type Instance,
  isActive,
  isSignedIn,
  openInstance,
  ownClient,
  quickAccount,
  redeem,
  refresh,
  type Registered,
  sessionOf,
  tokensFor,
  userinfo,
} from './world.ts';

/** Each door of an account that an operator closed, or that nobody let in yet. */
describe('BF-10 SE-07 an account that is not open', () => {
  let at: Instance;
  let app: Registered;
  before(async () => {
    at = await openInstance();
    app = await ownClient(at);
  });
  after(() => at.stop());

  const happened = (accountId: string) =>
    ({ kind: 'account.disabled', atSeconds: at.server.clock.nowSeconds(), accountId }) as const;

  it('is closed at every door at once when it is disabled: session, code, tokens, refresh, introspection', async () => {
    const account = await quickAccount(at, 'closed@example.org');
    const cookie = await sessionOf(at, account);
    const tokens = await tokensFor(at, app, cookie);
    const code = await codeFor(at, app, cookie);
    const { storage } = at.server.parts;
    assert.equal(await storage.accounts.setState(account.id, 'disabled', happened(account.id)), true);

    assert.equal(await isSignedIn(at, cookie), false);
    assert.equal((await redeem(at, app, code)).status, 400);
    assert.equal((await refresh(at, app, tokens.refresh_token)).status, 400);
    assert.equal((await userinfo(at, tokens.access_token)).status, 401);
    assert.equal(await isActive(at, app, tokens.access_token), false);
    assert.equal(await isActive(at, app, tokens.refresh_token), false);
  });

  for (const state of ['disabled', 'awaiting', 'deleting'] as const) {
    it(`begins no session for the right password while it is ${state}`, async () => {
      const email = `${state}@example.org`;
      const account = await quickAccount(at, email);
      await at.server.parts.storage.accounts.setState(account.id, state, happened(account.id));
      const trip = await beginTrip(at, app);
      const cookies = { Cookie: trip.browser };
      const { clientLoginState, startLoginRequest } = unstretchedClient.startLogin(PASSWORD);
      const path = `/interaction/${trip.id}/login`;
      const started = await at.wire.call(`${path}/start`, { email, startLoginRequest }, cookies);
      const { attemptId, ...rest } = JSON.parse(started.text);
      const finished = unstretchedClient.finishLogin({ ...rest, password: PASSWORD, clientLoginState });
      assert.ok(finished);
      const { finishLoginRequest } = finished;
      const answer = await at.wire.call(`${path}/finish`, { attemptId, finishLoginRequest }, cookies);
      assert.equal(answer.status, 200, answer.text);
      const { step } = JSON.parse(answer.text);
      assert.deepEqual([step.kind, step.why], ['held', state]);
      assert.equal(cookieIn(answer.headers['set-cookie'], 'tacet_session'), '');

      const left = await at.wire.get(`/interaction/${trip.id}/finish`, cookies);
      assert.doesNotMatch(left.headers.location ?? '', /[?&]code=/);
      assert.equal((await at.server.parts.storage.sessions.list(account.id, 0)).length, 0);
    });
  }
});

import assert from 'node:assert/strict';
import { after, before, describe, it, type TestContext } from 'node:test';
import { accountCalls } from '../../contract/account.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { leave } from '../interaction/trip.ts';
import { aKeyApp, type Answer, type KeyApp, NOTES, openKeys, redeemKeys, send } from '../vault/key-app.ts';
import { deliver, sealed, tryToDeliver } from '../vault/key-page.ts';
import { anOwner, codeWithKeys, type Owner, toKeys } from '../vault/key-trip.ts';
import { type Break, breakable, type Breaking } from './breaking.ts';
import { breakableEphemera } from './breaking-ephemera.ts';
import { everywhere } from './everywhere.ts';

const SCOPE = `openid offline_access ${NOTES}`;
const NOWHERE: Break = { at: 0, when: 'before' };
/** More places than one call has. */
const PLACES_MAX = 24;

describe('CF-38 killed at every step of keys for an app', () => {
  let server: TestServer;
  let breaking: Breaking;
  let ephemera: ReturnType<typeof breakableEphemera>;
  let owner: Owner;
  let app: KeyApp;
  before(async () => {
    server = await startServer({ env: { TACET_THROTTLE_SCALE: '1000' } });
    breaking = breakable(server);
    ephemera = breakableEphemera(server);
    owner = await anOwner(server);
    app = await aKeyApp(server);
  });
  after(async () => {
    await breaking.stop();
    await server.stop();
  });

  const redeem = async (code: string) => redeemKeys(server, app, code);
  const opens = async ({ body }: Answer) =>
    body.keys_jwe !== undefined && (await openKeys(app.sealedTo, body.keys_jwe)) !== undefined;
  const codeOf = async () => codeWithKeys(server, owner, app, SCOPE);

  it('replaced keys: other keys and no tokens, or the same keys and living tokens', (t) =>
    everywhere(t, breaking, async () => {
      const { body } = await redeem(await codeOf());
      let refreshToken = String(body.refresh_token);
      const holder = { accountId: owner.account.id, keyGroup: app.client.id };
      const salts = async () =>
        (await server.parts.storage.scopedKeys.rotations(holder, [NOTES]))[0]?.rotationSalt;
      const salt = await salts();
      const outcome = async () => {
        const fields = { grant_type: 'refresh_token', client_id: app.client.id, refresh_token: refreshToken };
        const { status, body: tokens } = await send(server, '/token', fields, app.dpop);
        refreshToken = String(tokens.refresh_token);
        const replaced = (await salts()) !== salt;
        assert.deepEqual([status, tokens.error], replaced ? [400, 'invalid_grant'] : [200, undefined]);
        return replaced ? ('after' as const) : ('before' as const);
      };
      const path = '/account/keys/rotate';
      const rotating = () => owner.browser.call(path, accountCalls[path], { clientId: app.client.id });
      return { send: rotating, outcome, again: true };
    }));

  /** Breaks at one place after the other until none is left; out comes how many there were. */
  async function untilWhole(
    t: TestContext,
    broken: { next(where: Break): void; broke(): boolean },
    once: () => Promise<void>,
  ): Promise<void> {
    for (let at = 1; at <= PLACES_MAX; at += 1) {
      for (const when of ['before', 'after'] as const) {
        broken.next({ at, when });
        await once();
        if (broken.broke()) continue;
        t.diagnostic(`${at - 1} places, broken at each`);
        return assert.ok(at > 1);
      }
    }
    assert.fail('it never came to an end');
  }

  it('a delivery whose storage breaks is made again, and comes to the app once', (t) => {
    let at: Break = NOWHERE;
    return untilWhole(t, { next: (where) => (at = where), broke: ephemera.broke }, async () => {
      const { id, step, order } = await toKeys(server, owner, app);
      const jwe = await sealed(owner.open, order);
      ephemera.next(at);
      const first = await tryToDeliver(owner.browser, id, jwe);
      ephemera.calm();
      assert.equal(first.ok, !ephemera.broke());
      const told = first.ok ? first.output.step : await deliver(owner.browser, id, step, owner.open);
      const code = (await leave(owner.browser, told)).get('code') ?? '';
      assert.ok(await opens(await redeem(code)));
      const again = await redeem(code);
      assert.deepEqual([again.status, again.body.keys_jwe], [400, undefined]);
    });
  });

  /** Redeemed while something breaks, and twice more: the keys came once, or the code failed whole. */
  async function redeemed(broke: () => boolean, breakNow: () => void): Promise<boolean> {
    const code = await codeOf();
    breakNow();
    const answers = [await redeem(code)];
    ephemera.calm();
    assert.equal(answers[0]?.status === 200, !broke());
    answers.push(await redeem(code), await redeem(code));
    const delivered = await Promise.all(answers.map(opens));
    assert.ok(delivered.filter((one) => one).length <= 1, `${delivered}`);
    for (const [at, { status, body }] of answers.entries()) {
      assert.equal(status === 200, delivered[at], 'tokens and keys, or neither');
      if (at > 0 && status !== 200) assert.equal(body.error, 'invalid_grant');
    }
    return delivered.includes(true);
  }

  it('a code whose ephemera break gives tokens and keys once, or neither for ever', (t) => {
    let at: Break = NOWHERE;
    return untilWhole(t, { next: (where) => (at = where), broke: ephemera.broke }, async () => {
      await redeemed(ephemera.broke, () => ephemera.next(at));
    });
  });

  it('a code whose tokens are not written gives neither, and the next sign-in gives both', (t) => {
    let at: Break = NOWHERE;
    return untilWhole(t, { next: (where) => (at = where), broke: breaking.broke }, async () => {
      const came = await redeemed(breaking.broke, () => breaking.next(at));
      assert.equal(came, !breaking.broke());
      if (breaking.broke()) assert.ok(await opens(await redeem(await codeOf())));
    });
  });
});

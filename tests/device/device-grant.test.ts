import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { testRedis, type TestRedis } from '../harness/redis.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import {
  type Answer,
  ask,
  aTelevision,
  open,
  decide,
  poll,
  post,
  type Registered,
  settle,
  signedIn,
  somebody,
} from './both-sides.ts';

const said = ({ status, body }: Answer) => [status, body.error];

describe('the device code grant (RFC 8628 §3.4), on two instances', () => {
  let redis: TestRedis;
  let server: TestServer;
  let second: TestServer;
  let television: Registered;
  before(async () => {
    redis = await testRedis();
    const env = { REDIS_URL: redis.url };
    server = await startServer({ env });
    second = await startServer({ env, beside: server });
    television = await aTelevision(server);
  });
  after(async () => {
    await second.stop();
    await server.stop();
    await redis.stop();
  });

  it('gives what was asked for once the person has allowed it', async () => {
    const person = await somebody(server);
    const { deviceCode, userCode } = await ask(server, television);
    assert.deepEqual(said(await poll(second, television, deviceCode)), [400, 'authorization_pending']);
    await settle(server, person, userCode);
    const { status, body, headers } = await poll(second, television, deviceCode);
    assert.equal(status, 200, JSON.stringify(body));
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.equal(body.scope, 'openid offline_access');
    assert.ok(body.access_token && body.refresh_token && body.id_token);
    const claims = JSON.parse(Buffer.from(body.id_token.split('.')[1] ?? '', 'base64url').toString());
    assert.equal(claims.sub, person.account.id);
    assert.equal(claims.aud, television.client.id);
    assert.equal('nonce' in claims, false);

    const fields = { grant_type: 'refresh_token', refresh_token: body.refresh_token };
    assert.equal((await post(second, '/token', television, fields)).status, 200);
  });

  it('RFC 8628 §3.5 tells a device that asks too early to slow down, and remembers', async () => {
    const { deviceCode } = await ask(server, television);
    const polled = async (afterSeconds: number) => {
      server.clock.turn(afterSeconds);
      return (await poll(server, television, deviceCode)).body.error;
    };
    assert.equal(await polled(0), 'authorization_pending');
    assert.equal(await polled(5), 'authorization_pending');
    assert.equal(await polled(1), 'slow_down');
    assert.equal(await polled(5), 'slow_down', 'the interval is ten seconds now');
    assert.equal(await polled(15), 'authorization_pending', 'and fifteen from the second early poll on');
    assert.equal(await polled(10), 'slow_down');
  });

  it('RFC 8628 §3.5 says access_denied when the person said no, however often it is asked', async () => {
    const person = await somebody(server);
    const { deviceCode, userCode } = await ask(server, television);
    await settle(server, person, userCode, 'deny');
    for (const where of [server, second, server]) {
      assert.deepEqual(said(await poll(where, television, deviceCode)), [400, 'access_denied']);
    }
  });

  it('RFC 8628 §3.5 says expired_token after ten minutes, allowed or not, and later that it knows nothing', async () => {
    const person = await somebody(server);
    const [waiting, allowed] = [await ask(server, television), await ask(server, television)];
    await settle(server, person, allowed.userCode);
    server.clock.turn(600);
    for (const { deviceCode } of [waiting, allowed]) {
      assert.deepEqual(said(await poll(server, television, deviceCode)), [400, 'expired_token']);
    }
    const late = await open(server, person.browser, waiting.userCode);
    assert.equal(!late.ok && late.problem.problem, 'user_code_unknown');
    server.clock.turn(601);
    assert.deepEqual(said(await poll(server, television, waiting.deviceCode)), [400, 'invalid_grant']);
  });

  it('DV-05 makes one token set however many poll at once, on whichever instance', async () => {
    const person = await somebody(server);
    const { deviceCode, userCode } = await ask(server, television);
    await settle(second, { ...person, browser: await signedIn(second, person.account) }, userCode);
    const polls = Array.from({ length: 20 }, (_, index) =>
      poll(index % 2 === 0 ? server : second, television, deviceCode),
    );
    const answers = await Promise.all(polls);
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
    const others = answers.filter(({ status }) => status !== 200);
    assert.deepEqual([...new Set(others.map(({ body }) => body.error))], ['invalid_grant']);
    assert.deepEqual(said(await poll(server, television, deviceCode)), [400, 'invalid_grant']);
  });

  it('counts one decision when Allow and Deny are pressed at once', async () => {
    const person = await somebody(server);
    const { deviceCode, userCode } = await ask(server, television);
    const opened = await open(server, person.browser, userCode);
    assert.ok(opened.ok);
    const { requestId } = opened.output;
    const presses = Array.from({ length: 10 }, (_, index) =>
      decide(person.browser, requestId, index % 2 === 0 ? 'allow' : 'deny', person.account.email),
    );
    const counted = (await Promise.all(presses)).filter(({ ok }) => ok);
    assert.equal(counted.length, 1);
    const [first] = counted;
    const outcome = first?.ok === true ? first.output.outcome : undefined;
    const { status } = await poll(server, television, deviceCode);
    assert.equal(status, outcome === 'allowed' ? 200 : 400);
  });

  it('binds the code to the client it was made for, and another client spends nothing', async () => {
    const other = await aTelevision(server);
    const person = await somebody(server);
    const { deviceCode, userCode } = await ask(server, television);
    await settle(server, person, userCode);
    assert.deepEqual(said(await poll(server, other, deviceCode)), [400, 'invalid_grant']);
    assert.equal((await poll(server, television, deviceCode)).status, 200);
  });

  it('AC-09 takes no other artefact for a device code, and no device code for another', async () => {
    const { deviceCode, userCode } = await ask(server, television);
    for (const wrong of [userCode, `ac_${deviceCode.slice(3)}`, `ar_${deviceCode.slice(3)}`, 'dc_', 'x']) {
      assert.deepEqual(said(await poll(server, television, wrong)), [400, 'invalid_grant'], wrong);
    }
    const missing = await post(server, '/token', television, {
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
    });
    assert.deepEqual(said(missing), [400, 'invalid_request']);
    const asRefresh = { grant_type: 'refresh_token', refresh_token: deviceCode };
    assert.deepEqual(said(await post(server, '/token', television, asRefresh)), [400, 'invalid_grant']);
  });

  describe('DV-06 SE-07 between the yes and the poll', () => {
    const at = () => ({ atSeconds: server.clock.nowSeconds() });
    type Person = Awaited<ReturnType<typeof somebody>>;
    const causes: readonly [string, (person: Person, by: Registered) => Promise<unknown>][] = [
      [
        'the account is disabled',
        ({ account }) =>
          server.parts.storage.accounts.setState(account.id, 'disabled', {
            kind: 'account.disabled',
            ...at(),
          }),
      ],
      [
        'the account is deleted',
        ({ account }) =>
          server.parts.storage.accounts.delete(account.id, { kind: 'account.deleted', ...at() }),
      ],
      [
        'the consent is withdrawn',
        ({ account }, { client }) =>
          server.parts.storage.consents.withdraw(account.id, client.id, {
            kind: 'consent.withdrawn',
            ...at(),
          }),
      ],
      [
        'the session is ended',
        async ({ account }) => {
          const sessions = await server.parts.storage.sessions.list(account.id, at().atSeconds);
          for (const { id } of sessions)
            await server.parts.storage.sessions.end(account.id, id, { kind: 'session.ended', ...at() });
        },
      ],
    ];
    for (const [name, cause] of causes) {
      it(`${name}: refused`, async () => {
        const person = await somebody(server);
        const { deviceCode, userCode } = await ask(server, television);
        await settle(server, person, userCode);
        await cause(person, television);
        assert.deepEqual(said(await poll(server, television, deviceCode)), [400, 'invalid_grant']);
      });
    }

    it('the client is disabled: refused', async () => {
      const by = await aTelevision(server);
      const person = await somebody(server);
      const { deviceCode, userCode } = await ask(server, by);
      await settle(server, person, userCode);
      const disabled = { ...by.client, enabled: false };
      await server.parts.storage.clients.update(disabled, { kind: 'client.updated', ...at() });
      server.clock.turn(60);
      assert.deepEqual(said(await poll(server, by, deviceCode)), [401, 'invalid_client']);
    });
  });
});

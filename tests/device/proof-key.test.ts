import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { decodeJwt } from 'jose';
import { type Prover, prover } from '../dpop/prover.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { aKey, NOTES } from '../vault/key-app.ts';
import { aTelevision, DEVICE_GRANT, post, type Registered, settle, somebody } from './both-sides.ts';

type Fields = Readonly<Record<string, string>>;

describe('RFC 9449 §10 a device code that is bound to a key', () => {
  let server: TestServer;
  let television: Registered;
  /** The same device with end-to-end keys to ask for, which must name a key. */
  let keyed: Registered;
  let keysToo: Fields;
  before(async () => {
    server = await startServer();
    television = await aTelevision(server);
    keyed = await aTelevision(server, { settings: { tacetKeyScopes: [NOTES] } });
    keysToo = { scope: `openid ${NOTES}`, keys_jwk: (await aKey()).parameter };
  });
  after(() => server.stop());

  const proofBy = (by: Prover | undefined, path: string): Fields =>
    by ? { DPoP: by.proof({ htm: 'POST', htu: server.issuer + path, iat: server.clock.nowSeconds() }) } : {};
  const ask = (by: Registered, fields: Fields, proven?: Prover) =>
    post(
      server,
      '/device_authorization',
      by,
      { scope: 'openid offline_access', ...fields },
      proofBy(proven, '/device_authorization'),
    );
  const token = (fields: Fields, by?: Prover) =>
    post(server, '/token', television, fields, proofBy(by, '/token'));
  const poll = (deviceCode: string, by?: Prover) =>
    token({ grant_type: DEVICE_GRANT, device_code: deviceCode }, by);

  it('is refused for what is no thumbprint, with or without end-to-end keys, proved or not', async () => {
    const { jkt } = prover();
    const wrong = [`${jkt}=`, jkt.slice(1), `${jkt}A`, 'short', `+${jkt.slice(1)}`, `${jkt.slice(0, 42)}B`];
    for (const dpop_jkt of wrong)
      for (const [by, more] of [[television, {}] as const, [keyed, keysToo] as const])
        for (const proven of [undefined, prover()]) {
          const { status, body } = await ask(by, { ...more, dpop_jkt }, proven);
          assert.deepEqual([status, body.error], [400, 'invalid_request'], dpop_jkt);
          assert.match(body.error_description ?? '', /^dpop_jkt must be/);
        }
    const twice = new URLSearchParams({ scope: 'openid', dpop_jkt: jkt });
    twice.append('dpop_jkt', jkt);
    const { status, body } = await post(server, '/device_authorization', television, twice);
    assert.deepEqual([status, body.error], [400, 'invalid_request']);
  });

  it('RFC 9449 §10.1 is refused where a proof is of another key than the named one, or of none', async () => {
    const key = prover();
    for (const [by, more] of [[television, {}] as const, [keyed, keysToo] as const]) {
      const other = await ask(by, { ...more, dpop_jkt: prover().jkt }, key);
      assert.deepEqual([other.status, other.body.error], [400, 'invalid_dpop_proof']);
      assert.equal((await ask(by, { ...more, dpop_jkt: key.jkt }, key)).status, 200);
      const sent = { scope: 'openid offline_access', ...more };
      const bad = await post(server, '/device_authorization', by, sent, { DPoP: 'none' });
      assert.deepEqual([bad.status, bad.body.error], [400, 'invalid_dpop_proof']);
    }
    const none = await ask(keyed, keysToo);
    assert.deepEqual([none.status, none.body.error], [400, 'invalid_request']);
    assert.equal((await ask(keyed, { ...keysToo, dpop_jkt: key.jkt })).status, 200);
  });

  for (const [how, request] of [
    ['named by dpop_jkt', ({ jkt }: Prover) => ask(television, { dpop_jkt: jkt })],
    ['proved with the request', (key: Prover) => ask(television, {}, key)],
  ] as const)
    it(`is good with the key ${how}, and a thief of the code finds and spends nothing`, async () => {
      const key = prover();
      const { status, body } = await request(key);
      assert.equal(status, 200, JSON.stringify(body));
      const { device_code: deviceCode = '', user_code: userCode = '' } = body;
      const refusedAll = async () => {
        for (const thief of [prover(), undefined]) {
          const { status: answered, body: told } = await poll(deviceCode, thief);
          assert.deepEqual([answered, told.error, told.access_token], [400, 'invalid_grant', undefined]);
        }
      };
      // Nor does a thief learn that it waits, nor slow its owner down.
      await refusedAll();
      assert.equal((await poll(deviceCode, key)).body.error, 'authorization_pending');
      await settle(server, await somebody(server), userCode);
      await refusedAll();

      const owed = await poll(deviceCode, key);
      assert.equal(owed.status, 200, JSON.stringify(owed.body));
      const { cnf } = decodeJwt(owed.body.access_token ?? '');
      assert.deepEqual(cnf, { jkt: key.jkt });
      const refresh = { grant_type: 'refresh_token', refresh_token: owed.body.refresh_token ?? '' };
      assert.equal((await token(refresh, prover())).body.error, 'invalid_grant');
      assert.equal((await token(refresh, key)).status, 200);
      await refusedAll();
    });

  it('is made for any key where none was named, as ever', async () => {
    const key = prover();
    const { body } = await ask(television, {});
    await settle(server, await somebody(server), body.user_code ?? '');
    const owed = await poll(body.device_code ?? '', key);
    assert.deepEqual(decodeJwt(owed.body.access_token ?? '').cnf, { jkt: key.jkt });
  });
});

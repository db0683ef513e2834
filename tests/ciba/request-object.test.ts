import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { newId } from '../../server/platform/random.ts';
import { post } from '../device/both-sides.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { aBank, aSigningBank, signedRequest, type SigningBank } from './both-sides.ts';

describe('signed authentication requests (CIBA §7.1.1)', () => {
  let server: TestServer;
  let bank: SigningBank;
  before(async () => {
    server = await startServer();
    bank = await aSigningBank(server);
  });
  after(() => server.stop());

  // A stranger: nobody can tell, and no account need be made.
  const hint = () => ({ login_hint: `${newId()}@example.org` });
  const send = async (request: string, fields: Readonly<Record<string, string>> = {}, by = bank) => {
    const { status, body } = await post(server, '/bc-authorize', by, { request, ...fields });
    return [status, body.error];
  };

  it('CA-06 are good once, however many come at once', async () => {
    const request = await signedRequest(server, bank, hint());
    const answers = await Promise.all(Array.from({ length: 8 }, () => send(request)));
    assert.equal(answers.filter(([status]) => status === 200).length, 1);
    assert.deepEqual(await send(request), [400, 'invalid_request']);
    server.clock.turn(280);
    assert.deepEqual(await send(request), [400, 'invalid_request'], 'nor later, while it lives');
  });

  it('have every parameter in them: none beside is heard, and none is overruled', async () => {
    for (const beside of [
      { login_hint: 'eve@example.org' },
      { scope: 'openid email' },
      { binding_message: 'something else' },
      { resource: server.issuer },
      { anything: 'else' },
    ]) {
      const request = await signedRequest(server, bank, hint());
      assert.deepEqual(await send(request, beside), [400, 'invalid_request'], JSON.stringify(beside));
    }
  });

  it('are refused where no algorithm was registered', async () => {
    const plain = await aBank(server, { settings: bank.client.settings });
    const { backchannelAuthenticationRequestSigningAlg: _, ...settings } = bank.client.settings;
    const unsigned = { ...(await aBank(server, { settings })), key: bank.key };
    const request = await signedRequest(server, unsigned, hint(), 'PS256');
    assert.deepEqual(await send(request, {}, unsigned), [400, 'invalid_request']);
    const other = await signedRequest(server, bank, hint());
    assert.deepEqual(
      await send(other, {}, { ...plain, key: bank.key }),
      [400, 'invalid_request'],
      'of another',
    );
  });

  it('may name several audiences, ask for a resource, and are held to their types', async () => {
    const good = { aud: [server.issuer, 'https://other.example'], resource: [server.issuer] };
    assert.deepEqual(await send(await signedRequest(server, bank, { ...hint(), ...good })), [200, undefined]);
    for (const wrong of [
      { jti: 7 },
      { jti: '' },
      { jti: 'j'.repeat(257) },
      { exp: 'soon' },
      { iat: -1 },
      { iat: server.clock.nowSeconds() + 60 },
      { scope: ['openid'] },
      { login_hint: { email: 'ada@example.org' } },
      { requested_expiry: 1.5 },
      { requested_expiry: true },
    ]) {
      const request = await signedRequest(server, bank, { ...hint(), ...wrong });
      assert.deepEqual(await send(request), [400, 'invalid_request'], JSON.stringify(wrong));
    }
  });
});

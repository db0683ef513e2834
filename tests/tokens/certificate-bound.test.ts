import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { decodeJwt } from 'jose';
import { selfSigned } from '../http/certificate.ts';
import { prover } from '../dpop/prover.ts';
import { tokenProof } from '../dpop/holder.ts';
import { type Registered, type World, answerOf, approve, openWorld } from './world.ts';

/** A certificate as our proxy passes it on, and what binds a token to it (RFC 8705 §3.1). */
async function holder() {
  const { cert } = selfSigned();
  const { raw } = new X509Certificate(cert);
  const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(raw));
  const thumbprint = Buffer.from(digest).toString('base64url');
  return { headers: { 'X-Client-Cert': encodeURIComponent(cert) }, thumbprint };
}

describe('tokens bound to a client certificate', () => {
  let world: World;
  before(async () => {
    world = await openWorld({
      TACET_TRUSTED_PROXIES: '127.0.0.1',
      TACET_CLIENT_CERTIFICATE_HEADER: 'X-Client-Cert',
    });
    world.clock.turn(120);
  });
  after(() => world.close());

  const boundClient = () => world.client({ settings: { tlsClientCertificateBoundAccessTokens: true } });
  const ask = (by: Registered, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    world.post('/token', fields, by, headers);
  const userinfo = async (token: string | undefined, headers: Record<string, string>, scheme = 'Bearer') =>
    answerOf(
      await world.fetch('/userinfo', { headers: { Authorization: `${scheme} ${token}`, ...headers } }),
    );

  it('RFC 8705 §3.1 carry its thumbprint, and are bearer tokens by name', async () => {
    const by = await boundClient();
    const { headers, thumbprint } = await holder();
    const { fields } = await approve(world, by);
    const { status, body } = await ask(by, fields, headers);
    assert.deepEqual([status, body.token_type], [200, 'Bearer']);
    assert.deepEqual(decodeJwt(body.access_token ?? '').cnf, { 'x5t#S256': thumbprint });
    const said = await world.post('/introspect', { token: body.access_token ?? '' }, by);
    assert.deepEqual([said.body.token_type, said.body.cnf], ['Bearer', { 'x5t#S256': thumbprint }]);
  });

  it('RFC 8705 §3 are refused without the certificate, with another, and as DPoP tokens', async () => {
    const by = await boundClient();
    const { headers } = await holder();
    const other = await holder();
    const { fields } = await approve(world, by);
    const { body } = await ask(by, fields, headers);
    const token = body.access_token;
    assert.equal((await userinfo(token, headers)).status, 200);
    for (const refused of [
      await userinfo(token, {}),
      await userinfo(token, other.headers),
      await userinfo(token, headers, 'DPoP'),
    ]) {
      assert.deepEqual([refused.status, refused.body.error], [401, 'invalid_token']);
      assert.match(refused.headers.get('www-authenticate') ?? '', /^Bearer .*error="invalid_token"/);
    }
  });

  it('RFC 8705 §3 a client that registered so gets no token without, and spends nothing', async () => {
    const by = await boundClient();
    const { headers } = await holder();
    const { fields } = await approve(world, by);
    const proof = tokenProof(world, prover());
    for (const without of [{}, { DPoP: proof }]) {
      const { status, body } = await ask(by, fields, without);
      assert.deepEqual([status, body.error], [400, 'invalid_request']);
    }
    assert.equal((await ask(by, fields, headers)).status, 200);
  });

  it('RFC 8705 §3.4 a client that did not register so gets plain tokens, certificate or not', async () => {
    const by = await world.client();
    const { fields } = await approve(world, by);
    const { body } = await ask(by, fields, (await holder()).headers);
    assert.equal(decodeJwt(body.access_token ?? '').cnf, undefined);
  });

  it('FAPI 2.0 §5.3.2.1 a FAPI client binds by certificate or by DPoP, as it likes', async () => {
    const by = await world.client({ settings: { tacetProfile: 'fapi2' } });
    const { headers, thumbprint } = await holder();
    const key = prover();
    const first = await approve(world, by);
    const byCertificate = await ask(by, first.fields, headers);
    assert.deepEqual(decodeJwt(byCertificate.body.access_token ?? '').cnf, { 'x5t#S256': thumbprint });
    const second = await approve(world, by);
    const byProof = await ask(by, second.fields, { ...headers, DPoP: tokenProof(world, key) });
    assert.deepEqual(decodeJwt(byProof.body.access_token ?? '').cnf, { jkt: key.jkt });
  });

  it('RFC 8705 §4 a public client refreshes with the certificate of its first tokens', async () => {
    const by = await world.client({
      ...{ authMethod: 'none', type: 'spa', secretDigests: [] },
      settings: { tlsClientCertificateBoundAccessTokens: true },
    });
    const client_id = by.client.id;
    const { headers } = await holder();
    const { fields } = await approve(world, by);
    const { body } = await ask(by, { ...fields, client_id }, headers);
    const refresh = {
      grant_type: 'refresh_token',
      refresh_token: body.refresh_token ?? '',
      client_id,
    };
    assert.equal((await ask(by, refresh, (await holder()).headers)).body.error, 'invalid_grant');
    assert.equal((await ask(by, refresh, headers)).status, 200);
  });
});

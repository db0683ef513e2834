import assert from 'node:assert/strict';
import { createHmac, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { type World, isAlive, openWorld, tokensOf } from './world.ts';

describe('an access token, presented', () => {
  let world: World;
  before(async () => void (world = await openWorld()));
  after(() => world.close());

  it('DOD-C37 is refused when any one claim is not as we make it', async () => {
    const by = await world.client();
    const { tokens } = await tokensOf(world, by);
    const claims = decodeJwt(tokens.access_token ?? '');
    const now = world.clock.nowSeconds();
    const signed = (change: object, typ = 'at+jwt') =>
      world.keyring.sign('ES256', typ, { ...claims, ...change });
    assert.equal(await isAlive(world, signed({})), true);
    assert.equal(await isAlive(world, signed({ exp: now - 5 })), true, 'within the leeway');
    const wrong: readonly [string, string][] = [
      ['iss', signed({ iss: 'https://other.example' })],
      ['iss with a slash', signed({ iss: `${world.issuer}/` })],
      ['no iss', signed({ iss: undefined })],
      ['aud', signed({ aud: by.client.id })],
      ['aud of others', signed({ aud: ['https://api.example', 'x'] })],
      ['aud as a list of one', signed({ aud: [world.issuer] })],
      ['no aud', signed({ aud: undefined })],
      ['expired', signed({ exp: now - 10 })],
      ['exp as text', signed({ exp: String(now + 60) })],
      ['no exp', signed({ exp: undefined })],
      ['nbf in the future', signed({ nbf: now + 60 })],
      ['another client', signed({ client_id: 'other' })],
      ['another account', signed({ sub: (await world.account()).id })],
      ['sub of another type', signed({ sub: 7 })],
      ['jti of another shape', signed({ jti: 'x' })],
      ['another family', signed({ jti: Buffer.alloc(32, 1).toString('base64url') })],
      ['no scope', signed({ scope: undefined })],
      ['typ JWT', signed({}, 'JWT')],
      ['typ logout+jwt', signed({}, 'logout+jwt')],
      ['typ application/at+jwt', signed({}, 'application/at+jwt')],
    ];
    for (const [name, token] of wrong) assert.equal(await isAlive(world, token), false, name);
  });

  it('JT-01 JT-02 JT-03 is refused under any other key or algorithm, and fetches nothing', async () => {
    const by = await world.client();
    const { tokens } = await tokensOf(world, by);
    const [, payload = ''] = (tokens.access_token ?? '').split('.');
    const header = decodeProtectedHeader(tokens.access_token ?? '');
    const { keys } = JSON.parse(world.keyring.jwks().body.toString('utf8'));
    const jwk = keys.find(({ kid }: { kid: string }) => kid === header.kid);
    const pem = createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
    const der = createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'der' });
    const foreign = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const foreignJwk = foreign.publicKey.export({ format: 'jwk' });
    const join = (head: object, signature: (input: string) => Buffer) => {
      const input = `${Buffer.from(JSON.stringify(head)).toString('base64url')}.${payload}`;
      return `${input}.${signature(input).toString('base64url')}`;
    };
    const hmac = (key: string | Buffer) => (input: string) =>
      createHmac('sha256', key).update(input).digest();
    const es256 = (input: string) =>
      sign('sha256', Buffer.from(input), { key: foreign.privateKey, dsaEncoding: 'ieee-p1363' });
    const wrong = [
      ...['none', 'None', 'NONE', 'nOnE', ' none', ''].map((alg) =>
        join({ ...header, alg }, () => Buffer.alloc(0)),
      ),
      ...[pem, der, JSON.stringify(jwk)].map((key) => join({ ...header, alg: 'HS256' }, hmac(key))),
      join(header, es256),
      join({ ...header, jwk: foreignJwk }, es256),
      join({ ...header, jku: `${world.issuer}/jwks` }, es256),
      join({ ...header, x5u: 'https://attacker.example/x' }, es256),
      join({ ...header, crit: ['exp'] }, es256),
      join({ ...header, kid: '../../dev/null' }, hmac('')),
      join({ ...header, kid: "' OR 1=1 --" }, es256),
      join({ ...header, kid: undefined }, es256),
    ];
    for (const token of wrong) assert.equal(await isAlive(world, token), false, token);
    assert.equal(await isAlive(world, tokens.access_token), true);
  });

  it('AC-10 is refused when cut, extended or respelled', async () => {
    const by = await world.client();
    const { tokens } = await tokensOf(world, by);
    const token = tokens.access_token ?? '';
    for (const wrong of [
      token.slice(0, -1),
      `${token}A`,
      `${token}=`,
      `${token}.`,
      token.toLowerCase(),
      '..',
      'a.b.c',
    ]) {
      assert.equal(await isAlive(world, wrong), false, wrong);
    }
  });

  it('JT-05 no other token of ours passes as one', async () => {
    const by = await world.client();
    const { tokens, code } = await tokensOf(world, by);
    for (const other of [tokens.id_token, tokens.refresh_token, code]) {
      assert.equal(await isAlive(world, other), false);
    }
  });
});

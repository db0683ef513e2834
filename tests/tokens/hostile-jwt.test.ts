import assert from 'node:assert/strict';
import { createSign, generateKeyPairSync, sign } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { after, before, describe, it } from 'node:test';
import { AFTER_LOGOUT, type Registered, type World, isAlive, openWorld, tokensOf } from './world.ts';

const COST_MILLISECONDS = 50;
const base64url = (value: string | Buffer) => Buffer.from(value).toString('base64url');

describe('a JWT that was made to hurt', () => {
  let world: World;
  let by: Registered;
  let payload: string;
  let kid: string;
  before(async () => {
    world = await openWorld();
    by = await world.client();
    const { tokens } = await tokensOf(world, by);
    const [header = '', claims = ''] = (tokens.access_token ?? '').split('.');
    payload = claims;
    ({ kid } = JSON.parse(Buffer.from(header, 'base64url').toString()));
  });
  after(() => world.close());

  /** Everywhere a JWT of ours is taken. */
  async function refusedEverywhere(token: string, name: string): Promise<void> {
    assert.equal(await isAlive(world, token), false, name);
    const seen = await world.post('/introspect', { token }, by);
    assert.ok(seen.text === '{"active":false}' || seen.status === 400, name);
    const query = new URLSearchParams({ id_token_hint: token, post_logout_redirect_uri: AFTER_LOGOUT });
    const hinted = await world.fetch(`/logout?${query.toString()}`);
    assert.ok(hinted.status < 500, name);
    assert.ok(!(hinted.headers.get('location') ?? '').startsWith(AFTER_LOGOUT), name);
  }

  it('JT-07 a JWE, compressed or of a password, is not even begun with', async () => {
    const bomb = base64url(deflateRawSync(Buffer.alloc(4 * 1024)));
    const jwe = (header: object) =>
      [base64url(JSON.stringify(header)), 'AAAA', 'AAAA', bomb, 'AAAA'].join('.');
    for (const header of [
      { alg: 'dir', enc: 'A256GCM', zip: 'DEF' },
      { alg: 'RSA-OAEP-256', enc: 'A256GCM', zip: 'DEF', kid },
      { alg: 'PBES2-HS256+A128KW', enc: 'A128GCM', p2s: 'AAAAAAAAAAA', p2c: 1_000_000_000 },
    ])
      await refusedEverywhere(jwe(header), header.alg);
  });

  it('JT-07 costs next to nothing, however long it is', () => {
    const header = base64url(JSON.stringify({ alg: 'ES256', typ: 'at+jwt', kid }));
    const huge = [
      `${header}.${'A'.repeat(1_000_000)}.${'A'.repeat(86)}`,
      `${'A'.repeat(1_000_000)}.${payload}.AAAA`,
      '.'.repeat(1_000_000),
      'at_'.padEnd(1_000_000, 'A'),
    ];
    for (const token of huge) {
      const started = performance.now();
      assert.equal(world.keyring.verify('at+jwt', token), undefined);
      assert.ok(performance.now() - started < COST_MILLISECONDS);
    }
  });

  it('JT-08 a name twice makes it another token: no header of ours has one, and no claim without our key', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const twice = Buffer.from(payload, 'base64url').toString().replace('{', '{"sub":"someone",');
    const headers = [
      `{"alg":"none","alg":"ES256","typ":"at+jwt","kid":"${kid}"}`,
      `{"alg":"ES256","typ":"JWT","typ":"at+jwt","kid":"${kid}"}`,
      `{"alg":"ES256","typ":"at+jwt","kid":"${kid}"}`,
    ];
    for (const header of headers) {
      const input = `${base64url(header)}.${base64url(twice)}`;
      const signature = sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' });
      await refusedEverywhere(`${input}.${base64url(signature)}`, header);
      const der = createSign('sha256').update(input).sign(privateKey);
      await refusedEverywhere(`${input}.${base64url(der)}`, header);
    }
  });

  it('JT-08 claims of a wrong type are no claims', async () => {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
    assert.ok(typeof claims === 'object' && claims !== null);
    const changes: readonly object[] = [
      { aud: { 0: world.issuer } },
      { aud: [[world.issuer], 'x'] },
      { exp: '9999999999' },
      { exp: 1e400 },
      { exp: [9_999_999_999] },
      { iat: null },
      { jti: ['x'] },
      { client_id: { toString: 'x' } },
      { scope: ['openid'] },
      { cnf: 'key' },
      { cnf: { jkt: 'x', 'x5t#S256': 'y' } },
      { cnf: {} },
      { act: 'someone' },
      { authorization_details: {} },
      { sub: null },
      { iss: [world.issuer] },
    ];
    for (const change of changes) {
      const token = world.keyring.sign('ES256', 'at+jwt', { ...claims, ...change });
      assert.equal(await isAlive(world, token), false, JSON.stringify(change));
    }
  });

  it('JT-01 JT-03 none, foreign addresses and paths choose nothing, wherever a JWT is taken', async () => {
    const heads: readonly object[] = [
      ...['none', 'None', 'NONE', 'nOnE', ' none', 'none '].map((alg) => ({ alg, typ: 'at+jwt', kid })),
      { alg: 'ES256', typ: 'at+jwt', jku: 'http://127.0.0.1:9/jwks', kid },
      { alg: 'ES256', typ: 'at+jwt', x5u: 'http://127.0.0.1:9/cert', kid },
      { alg: 'ES256', typ: 'at+jwt', x5c: ['AAAA'], kid },
      { alg: 'ES256', typ: 'at+jwt', kid: '../../dev/null' },
      { alg: 'ES256', typ: 'at+jwt', kid: "' OR 1=1" },
      { alg: 'HS256', typ: 'at+jwt', kid: '/proc/sys/kernel/ngroups_max' },
    ];
    for (const head of heads) {
      for (const signature of ['', base64url(Buffer.alloc(64))]) {
        const token = `${base64url(JSON.stringify(head))}.${payload}.${signature}`;
        await refusedEverywhere(token, JSON.stringify(head));
      }
    }
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startServer, type TestServer } from '../harness/server.ts';
import { must, refused } from '../interaction/proofs.ts';
import { aKey, aKeyApp, type KeyApp } from '../vault/key-app.ts';
import { apvOf, sealed, tryToDeliver } from '../vault/key-page.ts';
import { anOwner, type KeyTrip, type Owner, toKeys } from '../vault/key-trip.ts';

/** What a page that was led astray might hand over; the server opens none of it and still refuses it. */
describe('CF-38 a delivery that was not ordered', () => {
  let server: TestServer;
  let owner: Owner;
  let app: KeyApp;
  let trip: KeyTrip;
  let good: string;
  before(async () => {
    server = await startServer();
    owner = await anOwner(server);
    app = await aKeyApp(server);
    trip = await toKeys(server, owner, app);
    good = await sealed(owner.open, trip.order);
  });
  after(() => server.stop());

  const isRefused = async (jwe: string) => {
    assert.equal(refused(await tryToDeliver(owner.browser, trip.id, jwe)), 'invalid_input');
  };

  it('is one of another transaction: another app, address, challenge or key', async () => {
    const other = { ...(await aKeyApp(server)), client: app.client };
    const elsewhere = await toKeys(server, owner, other);
    await isRefused(await sealed(owner.open, elsewhere.order));
    const parts = ['client', 'https://app.example/callback', 'c'.repeat(43), trip.order.thumbprint];
    await isRefused(await sealed(owner.open, trip.order, { apv: apvOf(...parts) }));
    await isRefused(await sealed(owner.open, trip.order, { kid: other.sealedTo.thumbprint }));
  });

  const headers = [
    ['no apv', { apv: undefined }],
    ['no apu', { apu: undefined }],
    ['another apu', { apu: Buffer.from('https://evil.example').toString('base64url') }],
    ['no typ', { typ: undefined }],
    ['another typ', { typ: 'mk-wrap+jwe' }],
    ['another enc', { enc: 'A128GCM' }],
    ['one member more', { cty: 'json' }],
  ] as const;
  for (const [what, header] of headers) {
    it(`has ${what}`, async () => isRefused(await sealed(owner.open, trip.order, header)));
  }

  it('is sealed on another curve', async () => {
    const { jwk } = await aKey('X25519');
    await isRefused(await sealed(owner.open, trip.order, {}, jwk));
  });

  it('has a header that says otherwise than was ordered, or in two ways', async () => {
    const [head = '', ...rest] = good.split('.');
    const header = JSON.parse(Buffer.from(head, 'base64url').toString());
    const withHeader = (text: string) => [Buffer.from(text).toString('base64url'), ...rest].join('.');
    const saying = (change: object) => withHeader(JSON.stringify({ ...header, ...change }));
    assert.equal(saying({}), good);
    const { epk } = header;
    for (const change of [
      ...[{ alg: 'dir' }, { alg: 'ECDH-ES+A256KW' }, { alg: 'PBES2-HS512+A256KW' }, { zip: 'DEF' }],
      ...[{ crit: ['exp'], exp: 1 }, { epk: undefined }, { epk: null }, { epk: [] }],
      ...[{ epk: { ...epk, d: 'AA' } }, { epk: { ...epk, kid: 'a' } }, { epk: { ...epk, y: epk.x } }],
      ...[{ epk: { ...epk, crv: 'P-384' } }, { epk: { ...epk, x: `${epk.x}=` } }],
      ...[{ apv: [trip.order.apv] }, { kid: null }],
    ])
      await isRefused(saying(change));
    const text = Buffer.from(head, 'base64url').toString();
    await isRefused(withHeader(text.replace('{', '{"kid":"other",')));
    await isRefused(withHeader('[]'));
    await isRefused(withHeader(text.slice(0, -1)));
    await isRefused(withHeader(`\uFEFF${text}`));
  });

  it('has other parts than there are', async () => {
    const [head = '', key = '', iv = '', text = '', tag = ''] = good.split('.');
    for (const parts of [
      [head, key, iv, text],
      [head, key, iv, text, tag, ''],
      [head, 'AAAA', iv, text, tag],
      [head, key, iv.slice(4), text, tag],
      [head, key, `${iv}AAAA`, text, tag],
      [head, key, iv, '', tag],
      [head, key, iv, text, tag.slice(2)],
      [head, key, iv, text, `${tag}AA`],
      [head, key, iv, `${text}=`, tag],
      [head, key, iv, `${text} `, tag],
      [`${head}=`, key, iv, text, tag],
      [head, key, iv, 'A'.repeat(16_384), tag],
    ])
      await isRefused(parts.join('.'));
  });

  it('and the right one is taken after all that', async () => {
    assert.equal(must(await tryToDeliver(owner.browser, trip.id, good)).step.kind, 'finish');
  });
});

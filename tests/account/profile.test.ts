import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { crc32 } from 'node:zlib';
import { PNG } from 'pngjs';
import { accountCalls, type Profile } from '../../contract/account.ts';
import type { Browser } from '../../server/commands/demo/browser.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { must, refused } from '../interaction/proofs.ts';
import { allowed, homeOf, kindsOf, somebody } from './person.ts';

const SAVE = accountCalls['/account/profile/save'];
const SAVE_PICTURE = accountCalls['/account/picture/save'];
const REMOVE_PICTURE = accountCalls['/account/picture/remove'];

const ADA: Profile = {
  name: 'Ada Lovelace',
  givenName: 'Ada',
  familyName: 'Lovelace',
  nickname: 'the Countess',
  website: 'https://ada.example/',
  locale: 'nl-BE',
  zoneinfo: 'Europe/Brussels',
};
const CLAIMS = {
  ...{ name: 'Ada Lovelace', given_name: 'Ada', family_name: 'Lovelace', nickname: 'the Countess' },
  ...{ website: 'https://ada.example/', locale: 'nl-BE', zoneinfo: 'Europe/Brussels' },
};

describe('the profile', () => {
  let server: TestServer;
  before(async () => {
    server = await startServer();
  });
  after(() => server.stop());

  const save = (browser: Browser, change: Partial<Profile> = {}) =>
    browser.call('/account/profile/save', SAVE, { ...ADA, ...change });
  const savePicture = (browser: Browser, png: string) =>
    browser.call('/account/picture/save', SAVE_PICTURE, { png });

  it('JIRO-R19 claims follow at once, updated_at with them, and what is empty is no claim', async () => {
    const person = await somebody(server);
    const client = await allowed(server, person);
    const before = await (await client.userinfo()).json();
    assert.deepEqual(Object.keys(before).toSorted(), [
      'email',
      'email_verified',
      'name',
      'sub',
      'updated_at',
    ]);
    server.clock.turn(30);
    const home = must(await save(person.browser));
    assert.deepEqual(home.profile, ADA);
    const told = await (await client.userinfo()).json();
    const { sub, email, email_verified, updated_at, ...profile } = told;
    assert.deepEqual(profile, CLAIMS);
    assert.equal(updated_at, server.clock.nowSeconds());
    assert.deepEqual([sub, email, email_verified], [person.account.id, person.account.email, true]);
    assert.ok((await kindsOf(server, person.account)).includes('profile.changed'));

    must(await save(person.browser, { nickname: '', website: '' }));
    const less = await (await client.userinfo()).json();
    assert.ok(!('nickname' in less) && !('website' in less));
  });

  it('letters are written in its language from then on, if we speak it', async () => {
    const { account, browser } = await somebody(server);
    const locale = async () => (await server.parts.storage.accounts.details(account.id))?.locale;
    must(await save(browser, { locale: 'nl-BE' }));
    assert.equal(await locale(), 'nl');
    must(await save(browser, { locale: 'ja' }));
    assert.equal(await locale(), 'nl');
    assert.equal((await homeOf(server, browser)).profile.locale, 'ja');
  });

  it('takes nothing that a client could not rely on', async () => {
    const { browser } = await somebody(server);
    for (const change of [
      { name: '' },
      { name: 'Ada\u202Enimda' },
      { givenName: 'A\u0000' },
      { nickname: 'x'.repeat(121) },
      { website: 'javascript:alert(1)' },
      { website: 'ftp://ada.example' },
      { locale: 'not a tag' },
      { zoneinfo: 'Europe/Atlantis' },
      { zoneinfo: '../../etc' },
    ]) {
      assert.equal(refused(await save(browser, change)), 'invalid_input', JSON.stringify(change));
    }
    assert.equal((await homeOf(server, browser)).profile.name, 'Ada');
  });

  it('JIRO-R19 says nothing about anybody else', async () => {
    const ada = await somebody(server);
    const bob = await somebody(server);
    must(await save(ada.browser));
    assert.equal((await homeOf(server, bob.browser)).profile.familyName, '');
    assert.equal(refused(await save(server.browser())), 'sign_in_first');
  });

  it('a picture is drawn anew, served to everybody who was told of it, and a new one has a new address', async () => {
    const person = await somebody(server);
    const client = await allowed(server, person);
    const home = must(await savePicture(person.browser, aPng(512, 'a hidden word')));
    const { picture = '' } = await (await client.userinfo()).json();
    assert.equal(picture, `${server.issuer}${home.picture}`);

    const shown = await fetch(picture);
    assert.deepEqual(
      [
        'Content-Type',
        'Cache-Control',
        'X-Content-Type-Options',
        'Cross-Origin-Resource-Policy',
        'Set-Cookie',
      ].map((name) => shown.headers.get(name)),
      ['image/png', 'private, max-age=31536000, immutable', 'nosniff', 'cross-origin', null],
    );
    const bytes = Buffer.from(await shown.arrayBuffer());
    assert.ok(!bytes.includes('a hidden word'));
    assert.equal(PNG.sync.read(bytes).width, 256);

    const next = must(await savePicture(person.browser, aPng(64)));
    assert.notEqual(next.picture, home.picture);
    assert.equal((await fetch(picture)).status, 404);
    const removed = must(await person.browser.call('/account/picture/remove', REMOVE_PICTURE, {}));
    assert.equal(removed.picture, undefined);
    assert.equal((await fetch(`${server.issuer}${next.picture}`)).status, 404);
    assert.ok(!('picture' in (await (await client.userinfo()).json())));
  });

  it('a client with pairwise subjects is told no picture: its address is one name for everybody', async () => {
    const person = await somebody(server);
    must(await savePicture(person.browser, aPng(64)));
    const client = await allowed(server, person, 'openid profile', { settings: { subjectType: 'pairwise' } });
    const told = await (await client.userinfo()).json();
    assert.ok(!('picture' in told) && 'name' in told && told.sub !== person.account.id);
  });

  it('SS-05 takes nothing but a picture, and only so many', async () => {
    const { browser } = await somebody(server);
    const page = Buffer.from(`<svg onload="alert(1)">${' '.repeat(64)}</svg>`).toString('base64');
    for (const png of [page, Buffer.alloc(200).toString('base64'), aPng(64).slice(0, 64)])
      assert.equal(refused(await savePicture(browser, png)), 'invalid_input');
    let last = '';
    for (let count = 0; count < 10 && last !== 'too_many_attempts'; count += 1)
      last = refused(await savePicture(browser, page));
    assert.equal(last, 'too_many_attempts');
  });

  for (const id of ['x', `${'A'.repeat(31)}!`, 'A'.repeat(32)]) {
    it(`there is no picture at ${id}`, async () => {
      assert.equal((await fetch(`${server.issuer}/picture/${encodeURIComponent(id)}`)).status, 404);
    });
  }
});

/** A grey square; what is hidden stands in a chunk of text (PNG §11.3.3) before its end. */
function aPng(side: number, hidden = ''): string {
  const png = new PNG({ width: side, height: side });
  png.data.fill(0x7f);
  const bytes = PNG.sync.write(png);
  const body = Buffer.from(`tEXtComment\0${hidden}`);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(body.length - 4);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), body.length + 4);
  return Buffer.concat([bytes.subarray(0, -12), chunk, bytes.subarray(-12)]).toString('base64');
}

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { newSecret } from '../../server/platform/random.ts';
import { drive, type Manner } from './verdict.ts';
import { authorizePath, closedAccount, type Instance, openInstance, ownClient, sessionOf } from './world.ts';

const PAGE: Manner = { shape: 'page', elsewhere: 'https://app.example/' };
const DOCUMENT: Manner = { shape: 'document' };

describe('DOD-N11 1,000 requests of any kind to what is only read', () => {
  let at: Instance;
  let browser: string;
  let session: string;
  let interaction: string;

  before(async () => {
    at = await openInstance();
    const { client } = await ownClient(at);
    const begun = await at.wire.get(authorizePath(client, { prompt: 'login' }));
    browser = begun.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    interaction = new URL(begun.headers.location ?? '').pathname;
    session = await sessionOf(at, await closedAccount(at));
  });
  after(() => at.stop());

  const places: readonly (readonly [string, Manner, () => readonly string[]])[] = [
    ['/.well-known/openid-configuration', DOCUMENT, () => ['/.well-known/openid-configuration']],
    ['/.well-known/oauth-authorization-server', DOCUMENT, () => ['/.well-known/oauth-authorization-server']],
    ['/jwks', DOCUMENT, () => ['/jwks']],
    ['/healthz and /readyz', DOCUMENT, () => ['/healthz', '/readyz']],
    ['/interaction/:id', PAGE, () => [interaction, `/interaction/${newSecret('ia')}`, '/interaction/x']],
    ['/interaction/:id/restart', PAGE, () => [`${interaction}/restart`, `/interaction/x/restart`]],
    ['/interaction/:id/finish', PAGE, () => [`${interaction}/finish`, '/interaction/x/finish']],
    ['/account', PAGE, () => ['/account', '/.well-known/change-password']],
    ['/', DOCUMENT, () => ['/']],
    ['/sign-up', PAGE, () => ['/sign-up']],
    ['/signed-out', PAGE, () => ['/signed-out']],
    ['/logout/continue/:ticket', PAGE, () => ['/logout/continue/x', `/logout/continue/${newSecret('ti')}`]],
    ['/dev/mail and /playground', DOCUMENT, () => ['/dev/mail', '/playground']],
  ];

  for (const [name, manner, paths] of places) {
    it(`GET ${name}`, async () => {
      await drive(at.wire, at.server.issuer, {
        recipe: {
          ...{
            method: 'GET',
            kind: 'query',
            paths: paths(),
            good: [{}],
            seeds: [interaction, session, browser],
          },
          // Never both: whoever is signed in in that browser may end the trip.
          headers: { Cookie: name.startsWith('/interaction') ? browser : session },
          otherHeaders: [{ Cookie: '' }, { Accept: 'text/html' }, { Cookie: `tacet_locale=nl; ${browser}` }],
        },
        methods: ['GET'],
        manner,
      });
      const { status } = await at.wire.get(interaction, { Cookie: browser });
      assert.equal(status, 200, 'the interaction goes on');
    });
  }

  it('GET what is not there', async () => {
    const paths = [
      '/',
      '/admin',
      '/.env',
      '/assets/x.js',
      '/interaction',
      '/token/x',
      '/a/../jwks',
      '/%2e%2e/',
      '//x',
    ];
    await drive(at.wire, at.server.issuer, {
      recipe: {
        ...{ method: 'GET', kind: 'query', paths, good: [{}], seeds: ['x'], headers: {}, insideMin: 0 },
        otherHeaders: [{ Accept: 'text/html' }],
      },
      methods: ['GET'],
      manner: DOCUMENT,
    });
  });
});

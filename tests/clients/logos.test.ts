import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { aBank, asked, mailedRequest } from '../ciba/both-sides.ts';
import { ask, aTelevision, open, somebody } from '../device/both-sides.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { type Target, target } from '../http/egress-target.ts';
import { authorizeUrl, enter, openTrip } from '../interaction/trip.ts';
import { aPng } from './pictures.ts';
import { register } from './registering.ts';

const REDIRECT = 'https://app.example/callback';
const PICTURE = aPng(200, 100);

describe('the logo of a client (OIDC Registration §2 logo_uri)', () => {
  let server: TestServer;
  let host: Target;
  const asks: string[] = [];
  before(async () => {
    host = await target(({ url = '' }, response) => {
      asks.push(url);
      // What hangs says nothing, ever.
      if (!url.startsWith('/hangs')) response.writeHead(200, { 'Content-Type': 'text/html' }).end(PICTURE);
    });
    server = await startServer({
      env: {
        TACET_DYNAMIC_REGISTRATION: 'open',
        TACET_EGRESS_ALLOW: '127.0.0.0/8, ::1',
        TACET_EGRESS_CA: host.caFile,
      },
    });
  });
  after(async () => {
    await server.stop();
    await host[Symbol.asyncDispose]();
  });

  const withLogo = (path: string) => ({ settings: { logoUri: host.url + path } });
  const arrive = async (clientId: string) => {
    const { step } = await openTrip(server.browser(), authorizeUrl(server, clientId));
    return step.kind === 'sign-in' ? step.client?.logo : assert.fail(step.kind);
  };
  const shown = async (clientId: string): Promise<string> => {
    for (let tries = 0; tries < 100; tries += 1) {
      const logo = await arrive(clientId);
      if (logo !== undefined) return logo;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return assert.fail('no page showed it');
  };

  it('SS-05 is not on the first page, and on a later one: ours, from our own origin', async () => {
    const { client } = await server.client(withLogo('/first'));
    assert.equal(await arrive(client.id), undefined);
    const logo = await shown(client.id);
    assert.match(logo, /^\/client-logo\/[A-Za-z0-9_-]{43}$/);
    assert.equal(await arrive(client.id), logo);
    assert.deepEqual(
      asks.filter((path) => path === '/first'),
      ['/first'],
    );

    const response = await fetch(server.issuer + logo);
    const picture = Buffer.from(await response.arrayBuffer());
    assert.ok(!picture.equals(PICTURE));
    assert.deepEqual([picture.readUInt32BE(16), picture.readUInt32BE(20)], [96, 48]);
    const told = (name: string) => response.headers.get(name);
    assert.equal(response.status, 200);
    assert.equal(told('Content-Type'), 'image/png');
    assert.equal(told('X-Content-Type-Options'), 'nosniff');
    assert.match(told('Content-Security-Policy') ?? '', /^default-src 'none'/);
    assert.equal(told('Cross-Origin-Resource-Policy'), 'same-origin');
    assert.equal(told('Cache-Control'), 'private, max-age=31536000, immutable');
    assert.equal(told('Set-Cookie'), null);
  });

  it('SS-05 keeps no page waiting while its address hangs', async () => {
    const { client } = await server.client(withLogo('/hangs'));
    const startedAt = performance.now();
    for (let count = 0; count < 5; count += 1) assert.equal(await arrive(client.id), undefined);
    assert.ok(performance.now() - startedAt < 2_500);
    assert.equal(asks.filter((path) => path === '/hangs').length, 1);
  });

  it('stands on every page where somebody allows something', async () => {
    const { client } = await server.client(withLogo('/consent'));
    const logo = await shown(client.id);
    await server.account('ada@example.org');
    const browser = server.browser();
    const { id } = await openTrip(browser, authorizeUrl(server, client.id));
    const consent = await enter(browser, id, 'ada@example.org');
    assert.partialDeepStrictEqual(consent, { kind: 'consent', client: { logo } });

    const person = await somebody(server);
    const television = await aTelevision(server, withLogo('/consent'));
    const opened = await open(server, person.browser, (await ask(server, television)).userCode);
    assert.ok(opened.ok);
    assert.equal(opened.output.client.logo, logo);

    const settings = { ...withLogo('/consent').settings, backchannelTokenDeliveryMode: 'poll' as const };
    await asked(server, await aBank(server, { settings }), { login_hint: person.account.email });
    const requestId = await mailedRequest(server, person.account.email);
    const page = await person.browser.visit(`${server.issuer}/ciba/${requestId}`);
    assert.ok(page.kind === 'page' && page.data.view === 'ciba');
    assert.equal(page.data.asks.client.logo, logo);
  });

  it('SS-05 of a client that registered itself is never asked for', async () => {
    const metadata = { client_name: 'Notes', redirect_uris: [REDIRECT], logo_uri: `${host.url}/self` };
    const { told, status } = await register(server, metadata);
    assert.equal(status, 201);
    for (let count = 0; count < 3; count += 1) assert.equal(await arrive(told.client_id), undefined);
    // Whatever is asked for later was asked for after it.
    const { client } = await server.client(withLogo('/later'));
    await shown(client.id);
    assert.ok(asks.includes('/later') && !asks.includes('/self'));
  });

  it('is found by its digest alone', async () => {
    const { client } = await server.client(withLogo('/first'));
    for (const id of [client.id, encodeURIComponent(`${host.url}/first`), 'x'.repeat(43), '']) {
      const { status, headers } = await fetch(`${server.issuer}/client-logo/${id}`);
      assert.equal(status, 404, id);
      assert.equal(headers.get('Cache-Control'), 'no-store');
    }
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { interactionCalls } from '../../contract/interaction.ts';
import { freePort } from '../harness/free-port.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { openTrip } from '../interaction/trip.ts';

const WISH = interactionCalls['/interaction/:id/sign-up'];

describe('the letters of a development server', () => {
  let server: TestServer;
  before(async () => {
    server = await startServer();
  });
  after(() => server.stop());

  it('lie at /dev/mail for people, with links and without scripts, whatever an address contains', async () => {
    const browser = server.browser();
    const { id } = await openTrip(browser, `${server.issuer}/account`);
    const email = "o'hara&x@example.org";
    assert.ok((await browser.call(`/interaction/${id}/sign-up`, WISH, { email })).ok);

    for (const path of ['/dev/mail', '/dev/mail/']) {
      const response = await fetch(server.issuer + path);
      assert.equal(response.status, 200);
      assert.match(
        response.headers.get('Content-Security-Policy') ?? '',
        /^default-src 'none'; style-src 'sha256-/,
      );
      const html = await response.text();
      assert.ok(html.includes('o&#39;hara&amp;x@example.org'));
      assert.ok(!html.includes(email) && !html.includes('<script'));
      assert.match(html, new RegExp(`<a href="${server.issuer}/sign-up#ti_[A-Za-z0-9_-]{43}">`));
    }
    const response = await fetch(`${server.issuer}/dev/mail`, { headers: { Accept: 'application/json' } });
    const [letter] = JSON.parse(await response.text());
    assert.deepEqual(Object.keys(letter).toSorted(), ['createdAtSeconds', 'html', 'subject', 'text', 'to']);
    assert.equal(letter.to, email);
  });

  it('are not there in production', async () => {
    const port = String(await freePort());
    const env = {
      TACET_MODE: 'production',
      PORT: port,
      ISSUER: `http://localhost:${port}`,
      TACET_MAIL_URL: 'smtp://127.0.0.1:9?tls=off',
    };
    const production = await startServer({ env });
    try {
      assert.equal((await fetch(`${production.issuer}/dev/mail`)).status, 404);
      assert.equal((await fetch(`${production.issuer}/playground`)).status, 404);
    } finally {
      await production.stop();
    }
  });
});

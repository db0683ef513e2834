import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { codeChallengeOf } from '../../server/protocol/pkce.ts';
import { launchBrowser, type TestBrowser } from '../harness/chromium.ts';
import { PASSWORD, startServer, type TestServer } from '../harness/server.ts';
import { signIn } from './walk.ts';

const EMAIL = 'ada@example.org';
const STATE = `"'<>&%20+;=#?/ü 😀 ${'s'.repeat(100)}`;

/** What a relying party of another site sees and does, in a real browser: SameSite cookies, CSP, a form that posts. */
describe('a client that posts its requests and gets its answers posted', () => {
  let server: TestServer;
  let browser: TestBrowser;
  let party: RelyingParty;
  let clientId: string;

  before(async () => {
    [server, browser, party] = await Promise.all([startServer(), launchBrowser(), openParty()]);
    await server.account(EMAIL);
    const { client } = await server.client({
      redirectUris: [`${party.origin}/callback?keep=1`],
      firstParty: true,
    });
    clientId = client.id;
    party.serve(requestForm());
  });
  after(async () => {
    await party.close();
    await browser[Symbol.asyncDispose]();
    await server.stop();
  });

  it('oidcc-ensure-post-request-succeeds, and single sign-on afterwards (C16, C21)', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await page.goto(party.origin);
    await signIn(page, { email: EMAIL, password: PASSWORD });
    const first = await answered(page);

    await page.goto(party.origin);
    const second = await answered(page);
    assert.notEqual(second.get('code'), first.get('code'));
    tab.assertQuiet();
  });

  async function answered(page: Page): Promise<URLSearchParams> {
    const { method, url, type, body } = await party.called();
    await page.getByText('Welcome back').waitFor();
    assert.deepEqual([method, url, type], ['POST', '/callback?keep=1', 'application/x-www-form-urlencoded']);
    const fields = new URLSearchParams(body);
    assert.equal(fields.get('state'), STATE);
    assert.equal(fields.get('iss'), server.issuer);
    assert.match(fields.get('code') ?? '', /^ac_/);
    return fields;
  }

  /** The client's own page: a form that posts itself to the authorization endpoint of another site. */
  function requestForm(): string {
    const fields = {
      client_id: clientId,
      redirect_uri: `${party.origin}/callback?keep=1`,
      response_type: 'code',
      response_mode: 'form_post',
      scope: 'openid',
      state: STATE,
      code_challenge: codeChallengeOf('v'.repeat(43)),
      code_challenge_method: 'S256',
    };
    const inputs = Object.entries(fields).map(
      ([name, value]) =>
        `<input type="hidden" name="${name}" value="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}">`,
    );
    return `<!doctype html><meta charset="utf-8"><form method="post" action="${server.issuer}/authorize">${inputs.join('')}</form>
      <script>document.forms[0].submit()</script>`;
  }
});

interface Call {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly type: string | undefined;
  readonly body: string;
}

interface RelyingParty {
  readonly origin: string;
  serve(page: string): void;
  /** The next call of its redirect URI. */
  called(): Promise<Call>;
  close(): Promise<void>;
}

/** On 127.0.0.1, which to a browser is another site than localhost. */
async function openParty(): Promise<RelyingParty> {
  let home = '';
  let next = Promise.withResolvers<Call>();
  const server: Server = createServer((request, response) => {
    const { method, url, headers } = request;
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    if (url === '/') return response.end(home);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (url?.startsWith('/callback') === true) {
        next.resolve({ method, url, type: headers['content-type'], body: Buffer.concat(chunks).toString() });
      }
      // To another origin, as a client does whose redirect URI belongs to its API.
      if (url?.startsWith('/callback') === true) response.writeHead(303, { Location: pages() }).end();
      else response.end('<!doctype html><link rel="icon" href="data:,"><p>Welcome back</p>');
    });
  });
  const port = () => {
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  };
  const pages = () => `http://localhost:${port()}/pages`;
  server.listen(0);
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${port()}`,
    serve: (page) => {
      home = page;
    },
    async called() {
      const call = await next.promise;
      next = Promise.withResolvers();
      return call;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { decide } from '../../server/commands/demo/person.ts';
import { REDIRECT_URI, startServer, type TestServer } from '../harness/server.ts';
import { answered, authorizeUrl, enter, get, leave, openTrip, problemOf, STATE } from './trip.ts';

const EMAIL = 'ada@example.org';

describe('the authorization endpoint', () => {
  let server: TestServer;
  let clientId: string;

  before(async () => {
    server = await startServer();
    clientId = (await server.client()).client.id;
    await server.account(EMAIL);
  });
  after(() => server.stop());

  it('DOD-C01 sends the browser to a page with nothing but the id in its address', async () => {
    const browser = server.browser();
    const response = await get(browser, authorizeUrl(server, clientId, { login_hint: EMAIL }));
    assert.equal(response.status, 303);
    assert.match(
      response.headers.get('Location') ?? '',
      new RegExp(`^${server.issuer}/interaction/ia_[A-Za-z0-9_-]{43}$`),
    );
    assert.match(response.headers.get('Cache-Control') ?? '', /no-store/);
  });

  it('DOD-S07 fills the hint in, and says who asks and where the answer goes', async () => {
    const { step } = await openTrip(
      server.browser(),
      authorizeUrl(server, clientId, { login_hint: 'ADA@example.org' }),
    );
    assert.ok(step.kind === 'sign-in');
    assert.equal(step.loginHint, EMAIL);
    assert.equal(step.reason, 'first');
    assert.deepEqual(step.client, { name: 'Notes', host: 'app.example', firstParty: false });
  });

  it('UI-07 drops a hint that is no address', async () => {
    const hint = '"><img src=x onerror=alert(1)>';
    const { step } = await openTrip(server.browser(), authorizeUrl(server, clientId, { login_hint: hint }));
    assert.ok(step.kind === 'sign-in');
    assert.equal(step.loginHint, undefined);
  });

  const untrusted = [
    ['no client', { client_id: undefined }],
    ['an unknown client', { client_id: 'nobody' }],
    ['an unregistered address', { redirect_uri: 'https://evil.example/cb' }],
    [
      'RU-12 and an unsupported response type',
      { redirect_uri: 'https://evil.example/cb', response_type: 'token' },
    ],
    ['RU-12 and a bad scope', { redirect_uri: 'https://evil.example/cb', scope: 'nonsense' }],
    ['RU-13 and prompt=none', { redirect_uri: 'https://evil.example/cb', prompt: 'none' }],
  ] as const;
  for (const [name, differs] of untrusted) {
    it(`DOD-C02 ${name}: a page of ours, no redirect`, async () => {
      const browser = server.browser();
      const arrival = await browser.visit(authorizeUrl(server, clientId, differs));
      assert.equal(problemOf(arrival), 'bad_client_request');
      assert.ok(arrival.kind === 'page');
      assert.equal(arrival.status, 400);
    });
  }

  it('RU-13 not even for somebody who is signed in and has allowed everything', async () => {
    const browser = server.browser();
    await signedInAndAllowed(browser);
    const url = authorizeUrl(server, clientId, { redirect_uri: 'https://evil.example/cb', prompt: 'none' });
    assert.equal(problemOf(await browser.visit(url)), 'bad_client_request');
  });

  const refused = [
    ['response_type is missing', { response_type: undefined }, 'invalid_request'],
    ['response_type is another', { response_type: 'token' }, 'unsupported_response_type'],
    ['no challenge', { code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
    ['plain challenge', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['unknown scope', { scope: 'openid nonsense' }, 'invalid_scope'],
    ['prompt=none beside another', { prompt: 'none login' }, 'invalid_request'],
    ['a request object', { request: 'a.b.c' }, 'invalid_request_object'],
    ['prompt=none and nobody there', { prompt: 'none' }, 'login_required'],
  ] as const;
  for (const [name, differs, error] of refused) {
    it(`DOD-C02 MX-01 ${name}: ${error} to the client, with state and iss`, async () => {
      const told = answered(await server.browser().visit(authorizeUrl(server, clientId, differs)));
      assert.equal(told.get('error'), error);
      assert.equal(told.get('state'), STATE);
      assert.equal(told.get('iss'), server.issuer);
      assert.equal(told.get('code'), null);
    });
  }

  it('conformance #18 takes a state of 128 characters and gives it back', async () => {
    const state = `${'s'.repeat(124)}-._~`;
    const told = answered(
      await server.browser().visit(authorizeUrl(server, clientId, { state, prompt: 'none' })),
    );
    assert.equal(told.get('state'), state);
  });

  it('DOD-C05 answers to exactly the stored address, with its own query, by 303 and no-store', async () => {
    const redirectUri = 'https://app.example/cb?keep=1&also=%20';
    const { client } = await server.client({ redirectUris: [redirectUri], firstParty: true });
    const browser = server.browser();
    const { id } = await openTrip(browser, authorizeUrl(server, client.id, { redirect_uri: redirectUri }));
    const step = await enter(browser, id, EMAIL);
    assert.ok(step.kind === 'finish');
    const response = await get(browser, step.url);
    assert.equal(response.status, 303);
    assert.match(response.headers.get('Cache-Control') ?? '', /no-store/);
    assert.equal(response.headers.get('Referrer-Policy'), 'no-referrer');
    const location = response.headers.get('Location') ?? '';
    assert.ok(location.startsWith(`${redirectUri}&`), location);
    const told = new URL(location).searchParams;
    assert.match(told.get('code') ?? '', /^ac_/);
    assert.equal(told.get('iss'), server.issuer);
  });

  it('CF-40 signs on once: the second request is answered at once, and prompt=none too', async () => {
    const browser = server.browser();
    await signedInAndAllowed(browser);
    for (const differs of [{}, { prompt: 'none' }, { prompt: 'none', response_mode: 'query' }]) {
      const response = await get(browser, authorizeUrl(server, clientId, differs));
      assert.equal(response.status, 303);
      assert.match(new URL(response.headers.get('Location') ?? '').searchParams.get('code') ?? '', /^ac_/);
    }
  });

  it('UI-13 prompt=none without consent is consent_required', async () => {
    const browser = server.browser();
    await signedInAndAllowed(browser);
    const { client } = await server.client();
    const told = answered(await browser.visit(authorizeUrl(server, client.id, { prompt: 'none' })));
    assert.equal(told.get('error'), 'consent_required');
  });

  it('UI-13 asks again for more scopes, and shows which are new', async () => {
    const browser = server.browser();
    await signedInAndAllowed(browser);
    const { id, step } = await openTrip(
      browser,
      authorizeUrl(server, clientId, { scope: 'openid email profile' }),
    );
    assert.ok(step.kind === 'consent');
    assert.deepEqual(step.scopes, [
      { name: 'openid', remembered: true },
      { name: 'email', remembered: true },
      { name: 'profile', remembered: false },
    ]);
    assert.equal((await leave(browser, await decide(browser, id, 'deny'))).get('error'), 'access_denied');
    assert.equal(
      (await openTrip(browser, authorizeUrl(server, clientId, { scope: 'openid profile' }))).step.kind,
      'consent',
    );
  });

  it('UI-06 no parameter chooses where we go', async () => {
    const browser = server.browser();
    for (const bad of ['//evil.example', '/\\evil.example', 'https:evil.example', 'javascript:alert(1)']) {
      for (const name of ['return_to', 'back', 'continue', 'next', 'post_logout_redirect_uri']) {
        const response = await get(browser, authorizeUrl(server, clientId, { [name]: bad }));
        assert.match(response.headers.get('Location') ?? '', new RegExp(`^${server.issuer}/interaction/`));
      }
    }
  });

  it('conformance #25 speaks the language the client asks for, if it is one of ours', async () => {
    const languageOf = async (wish: string) => {
      const arrival = await server.browser().visit(authorizeUrl(server, clientId, { ui_locales: wish }));
      return arrival.kind === 'page' ? arrival.data.locale : undefined;
    };
    assert.equal(await languageOf('se nl-BE en'), 'nl');
    assert.equal(await languageOf('se'), 'en');
  });

  it('conformance #31 takes a request by POST, and signs on by the cookies of the GET that follows', async () => {
    const browser = server.browser();
    await signedInAndAllowed(browser);
    const post = async (differs: Readonly<Record<string, string>>) => {
      const body = new URL(authorizeUrl(server, clientId, differs)).searchParams;
      // A browser keeps SameSite=Lax cookies back on a cross-site POST, and sends them to where we redirect it.
      const first = await fetch(`${server.issuer}/authorize`, { method: 'POST', body, redirect: 'manual' });
      assert.equal(first.status, 303);
      assert.deepEqual(first.headers.getSetCookie(), [], 'a browser that kept its cookies back keeps them');
      return browser.visit(first.headers.get('Location') ?? '');
    };
    for (const differs of [{}, { prompt: 'none' }]) {
      assert.match(answered(await post(differs)).get('code') ?? '', /^ac_/);
    }
    browser.cookies.clear();
    assert.equal(answered(await post({ prompt: 'none' })).get('error'), 'login_required');
  });

  it('form_post answers in a page that posts to the registered address', async () => {
    const browser = server.browser();
    await signedInAndAllowed(browser);
    const response = await get(browser, authorizeUrl(server, clientId, { response_mode: 'form_post' }));
    const html = await response.text();
    assert.equal(response.status, 200);
    assert.match(html, new RegExp(`action="${REDIRECT_URI}"`));
    assert.match(html, /name="code" value="ac_/);
  });

  async function signedInAndAllowed(browser: ReturnType<TestServer['browser']>): Promise<void> {
    const email = `p${browserCount++}@example.org`;
    await server.account(email);
    const { id } = await openTrip(browser, authorizeUrl(server, clientId));
    assert.equal((await enter(browser, id, email)).kind, 'consent');
    assert.match((await leave(browser, await decide(browser, id, 'allow'))).get('code') ?? '', /^ac_/);
  }
  let browserCount = 0;
});

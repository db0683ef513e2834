import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { decodeJwt } from 'jose';
import type { Page } from 'playwright-core';
import { launchBrowser, type TestBrowser } from '../harness/chromium.ts';
import { PASSWORD, startServer, type TestServer } from '../harness/server.ts';
import { selfSigned } from '../http/certificate.ts';
import { partyPages } from '../logout/pages.ts';
import { signIn } from './walk.ts';

const EMAIL = 'ada@example.org';

/** FedCM in the browser that has it, over https, since its cookie goes to no other site otherwise. */
describe('signing in by the browser itself', () => {
  let folder: string;
  let server: TestServer;
  let browser: TestBrowser;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tacet-fedcm-'));
    const { cert, key } = selfSigned();
    await Promise.all([writeFile(join(folder, 'cert'), cert), writeFile(join(folder, 'key'), key)]);
    const tls = { TACET_TLS_CERT: join(folder, 'cert'), TACET_TLS_KEY: join(folder, 'key') };
    [server, browser] = await Promise.all([
      startServer({ env: { ...tls, TACET_FEDCM: 'on' } }),
      launchBrowser(['--ignore-certificate-errors']),
    ]);
    await server.account(EMAIL);
  });
  after(async () => {
    await browser[Symbol.asyncDispose]();
    await server.stop();
    await rm(folder, { recursive: true });
  });

  it('offers who is signed in, and gives the page a token when they choose so', async () => {
    await using party = await partyPages({}, 'localhost');
    await using tab = await browser.open({ ignoreHTTPSErrors: true });
    const { page } = tab;
    const { client } = await server.client({
      redirectUris: [`${party.origin}/callback`],
      policyUri: 'https://app.example/privacy',
    });
    await page.goto(`${server.issuer}/account`);
    await signIn(page, { email: EMAIL, password: PASSWORD });
    await page.getByRole('navigation', { name: 'Your account' }).waitFor();
    const cookies = await page.context().cookies();
    const cookie = cookies.find(({ name }) => name === '__Host-tacet_fedcm');
    assert.deepEqual([cookie?.sameSite, cookie?.httpOnly, cookie?.secure], ['None', true, true]);

    await page.goto(party.origin);
    const dialogs = await answeringDialogs(page);
    const token = await credential(page, server.issuer, client.id);
    assert.deepEqual(dialogs, ['AccountChooser']);
    const claims = decodeJwt(String(token));
    assert.deepEqual(
      [claims.iss, claims.aud, claims.email, claims.nonce],
      [server.issuer, client.id, EMAIL, 'n-0'],
    );

    const asked = JSON.stringify({
      configURL: `${server.issuer}/fedcm/config.json`,
      clientId: client.id,
      accountHint: claims.sub,
    });
    await page.evaluate(`IdentityCredential.disconnect(${asked})`);
    assert.deepEqual(await server.parts.storage.consents.list(String(claims.sub)), []);

    await page.goto(`${server.issuer}/account`);
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.waitForURL(`${server.issuer}/signed-out`);
    await page.goto(party.origin);
    await assert.rejects(credential(page, server.issuer, client.id), /Error/);
    assert.deepEqual(dialogs, ['AccountChooser'], 'nobody is offered who has left');
  });
});

/** Asks as the page of a client does. */
function credential(page: Page, issuer: string, clientId: string): Promise<unknown> {
  const asked = JSON.stringify({
    configURL: `${issuer}/fedcm/config.json`,
    clientId,
    params: { nonce: 'n-0' },
  });
  return page.evaluate(`navigator.credentials
    .get({ identity: { providers: [${asked}] }, mediation: 'required' })
    .then(({ token }) => token)`);
}

/** Answers the browser's own dialogs, which no script of a page can see; what they were goes into the list. */
async function answeringDialogs(page: Page): Promise<readonly string[]> {
  const dialogs: string[] = [];
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('FedCm.enable', { disableRejectionDelay: true });
  devtools.on('FedCm.dialogShown', ({ dialogId, dialogType }) => {
    dialogs.push(dialogType);
    if (dialogType === 'AccountChooser')
      void devtools.send('FedCm.selectAccount', { dialogId, accountIndex: 0 });
    else void devtools.send('FedCm.dismissDialog', { dialogId });
  });
  return dialogs;
}

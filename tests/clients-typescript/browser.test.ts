import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import type * as client from '../../clients/typescript/scoped-keys.ts';
import type * as mozilla from '../../clients/typescript/mozilla-keys.ts';
import type * as sealing from '../../clients/typescript/seal.ts';
import { launchBrowser, type TestBrowser, type TestPage } from '../harness/chromium.ts';
import { builtClient } from './built.ts';
import { type Change, deliver, ISSUER, jwkOf, NOW, SCOPE, TRANSACTION } from './server-half.ts';

const BYTES_MAX = 10_000;

/** What the page has: the whole package, and the key pair of its request. */
declare global {
  var tacet: typeof client & typeof mozilla & typeof sealing;
  var asked: Awaited<ReturnType<typeof client.askForScopedKeys>>;
}

describe('the client in a browser', () => {
  let chromium: TestBrowser;
  let tab: TestPage;
  const server = createServer();
  before(async () => {
    const script = await builtClient();
    server.on('request', (request, response) => {
      const isScript = request.url === '/client.js';
      response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html');
      const page = `<!doctype html><link rel="icon" href="data:,"><script type="module">
        globalThis.tacet = await import('/client.js'); document.title = 'ready';</script>`;
      response.end(isScript ? script : page);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    chromium = await launchBrowser();
    tab = await chromium.open();
    await tab.page.goto(`http://localhost:${port}/`);
    await tab.page.waitForFunction(() => document.title === 'ready');
  });
  after(async () => {
    await tab[Symbol.asyncDispose]();
    await chromium[Symbol.asyncDispose]();
    server.close();
  });

  /** The page asks, this process delivers, the page opens: the reason of a refusal, or what it has then. */
  async function exchanged(change: Change = {}, lastKids = {}) {
    const keysJwk = await tab.page.evaluate(async () => {
      globalThis.asked = await globalThis.tacet.askForScopedKeys();
      return globalThis.asked.keysJwk;
    });
    const given = {
      ...TRANSACTION,
      issuer: ISSUER,
      nowSeconds: NOW,
      lastKids,
      jwe: deliver(keysJwk, change),
    };
    return tab.page.evaluate(
      async ({ given, scope }) => {
        const { openScopedKeys, sealItem, openItem } = globalThis.tacet;
        try {
          const keys = await openScopedKeys({ ...given, recipient: globalThis.asked.recipient });
          const key = keys.get(scope);
          if (key === undefined) return 'no key';
          const body = await sealItem(key, {
            id: 'note',
            content: new TextEncoder().encode('in the browser'),
          });
          const { content } = await openItem(key, { id: 'note', body });
          return { kid: key.kid, extractable: key.key.extractable, text: new TextDecoder().decode(content) };
        } catch (error) {
          return error instanceof Error && 'reason' in error ? String(error.reason) : String(error);
        }
      },
      { given, scope: SCOPE },
    );
  }

  it('CF-04 opens keys that another implementation sealed, and seals and opens with them', async () => {
    const jwk = jwkOf(SCOPE);
    const opened = await exchanged({ bundle: { keys: { [SCOPE]: jwk } } });
    assert.deepEqual(opened, { kid: jwk.kid, extractable: false, text: 'in the browser' });
    tab.assertQuiet();
  });

  it('refuses what a malicious server may try', async () => {
    const known = { [SCOPE]: jwkOf(SCOPE, NOW).kid };
    assert.deepEqual(
      [
        await exchanged({ bundle: { aud: 'other' } }),
        await exchanged({ bundle: { iss: 'https://evil.example' } }),
        await exchanged({ redirectUri: 'https://evil.example/' }),
        await exchanged({ header: { alg: 'ECDH-ES+A256KW' } }),
        await exchanged({ header: { zip: 'DEF' } }),
        await exchanged({ header: { cty: 'JWK' } }),
        await exchanged({}, known),
      ],
      ['foreign', 'foreign', 'foreign', 'foreign', 'malformed', 'malformed', 'rolled_back'],
    );
  });

  it('keeps the private half through a navigation, where no script can read it out', async () => {
    const outcome = await tab.page.evaluate(async () => {
      const { recipient } = await globalThis.tacet.askForScopedKeys();
      const { privateKey } = structuredClone(recipient);
      if (privateKey === undefined) return 'lost';
      return crypto.subtle.exportKey('jwk', privateKey).then(
        () => 'exported',
        (error: unknown) => (error instanceof Error ? error.name : 'refused'),
      );
    });
    assert.equal(outcome, 'InvalidAccessError');
  });

  it('is at most 10 kB beside jose', async () => {
    const alone = await builtClient(['jose']);
    assert.match(alone, /from\s*"jose"/);
    const size = gzipSync(alone, { level: 9 }).length;
    assert.ok(size > 1_000 && size <= BYTES_MAX, `${size} bytes`);
  });
});

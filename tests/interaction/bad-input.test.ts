import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { accountCalls } from '../../contract/account.ts';
import { interactionCalls } from '../../contract/interaction.ts';
import { problem } from '../../contract/problem.ts';
import type { Browser } from '../../server/commands/demo/browser.ts';
import { newSecret } from '../../server/platform/random.ts';
import { REDIRECT_URI, startServer, type TestServer } from '../harness/server.ts';
import { authorizeUrl, enter, get, openTrip } from './trip.ts';

const RUNS = 480;
/** Requests under way at once. */
const ABREAST = 8;

const PARAMETERS = [
  ...['client_id', 'redirect_uri', 'response_type', 'response_mode', 'scope', 'state', 'nonce', 'prompt'],
  ...['max_age', 'code_challenge', 'code_challenge_method', 'login_hint', 'id_token_hint', 'ui_locales'],
  ...['acr_values', 'claims', 'request', 'request_uri', 'display', '__proto__', 'constructor'],
];

const nasty = fc.constantFrom(
  '',
  '%',
  '%ff',
  '%00',
  'a%0d%0aSet-Cookie:x',
  '<script>',
  '\u202e',
  '%ed%a0%80',
  '-1',
);
const raw = fc.oneof(
  nasty,
  fc.string({ unit: 'binary', maxLength: 80 }).map(encodeURIComponent2),
  fc.base64String(),
);

/** Lone surrogates cannot be encoded; they become what a browser makes of them. */
function encodeURIComponent2(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

describe('whatever comes in', () => {
  let server: TestServer;
  let clientId: string;
  let browser: Browser;
  let interactionId: string;

  before(async () => {
    server = await startServer({ env: { TACET_THROTTLE_SCALE: '1000' } });
    clientId = (await server.client()).client.id;
    await server.account('ada@example.org');
    browser = server.browser();
    interactionId = (await openTrip(browser, authorizeUrl(server, clientId))).id;
    await enter(browser, interactionId, 'ada@example.org');
  });
  after(() => server.stop());

  it('the authorization endpoint answers by the channel of the specs, and never with a 5xx', async () => {
    const change = fc.record({
      name: fc.constantFrom(...PARAMETERS),
      value: raw,
      how: fc.constantFrom('replace', 'replace', 'repeat', 'leave out'),
    });
    const post = fc.boolean();
    await inParallel(
      fc.tuple(fc.array(change, { minLength: 1, maxLength: 4 }), post),
      async ([changes, posted]) => {
        const query = changes.reduce(changed, new URL(authorizeUrl(server, clientId)).search.slice(1));
        const url = `${server.issuer}/authorize`;
        const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
        const response = posted
          ? await fetch(url, { method: 'POST', redirect: 'manual', headers, body: query })
          : await fetch(`${url}?${query}`, { redirect: 'manual' });
        const body = await response.text();
        if (response.status === 303) {
          const location = response.headers.get('Location') ?? '';
          const ours = location.startsWith(`${server.issuer}/interaction/ia_`);
          assert.ok(ours || location.startsWith(`${REDIRECT_URI}?`), location);
          if (!ours) assert.equal(new URL(location).searchParams.get('iss'), server.issuer);
        } else if (response.status === 200) {
          assert.ok(body.includes(`action="${REDIRECT_URI}"`), 'a form post to the registered address');
        } else {
          assert.equal(response.status, 400, query);
        }
      },
    );
  });

  it('pages of any id and path answer with a page', async () => {
    const id = fc.oneof(
      // `fetch` itself resolves two dots, to the root.
      fc.stringMatching(/^[A-Za-z0-9._~-]{1,60}$/).filter((some) => some !== '..'),
      fc.constant(0).map(() => newSecret('ia')),
    );
    const end = fc.constantFrom('', '/', '/finish', '/restart', '/nothing', '/finish/x');
    await inParallel(fc.tuple(id, end), async ([some, tail]) => {
      const response = await get(browser, `${server.issuer}/interaction/${some}${tail}`);
      assert.ok([403, 404, 410].includes(response.status), `${response.status} for ${some}${tail}`);
    });
  });

  const calls = Object.entries({ ...interactionCalls, ...accountCalls });
  for (const [path, { input }] of calls) {
    it(`${path} answers with a problem that a page can put into words`, async () => {
      const field = fc.oneof(
        fc.string({ unit: 'binary', maxLength: 80 }),
        fc.constantFrom('\0', 'a\0b', '\ud800', 'a@b.example', newSecret('ti'), newSecret('la')),
        fc.stringMatching(/^[A-Za-z0-9_-]{128}$/),
        fc.jsonValue(),
      );
      const rightNames = fc.record(Object.fromEntries(Object.keys(input.shape).map((name) => [name, field])));
      const wrongNames = fc.dictionary(fc.constantFrom('email', 'ticket', '__proto__', 'x'), field);
      const body = fc.oneof(
        { weight: 6, arbitrary: rightNames.map((value) => JSON.stringify(value)) },
        wrongNames.map((value) => JSON.stringify(value)),
        fc.json(),
        fc.string({ unit: 'binary', maxLength: 200 }).map((text) => text.toWellFormed()),
        fc.constantFrom('', 'null', '[]', '{"ticket":"a","ticket":"b"}', '{"__proto__":{}}', '\0'),
      );
      await inParallel(body, async (text) => {
        if (isEmptyObject(text)) return; // what some calls take
        const response = await get(browser, server.issuer + path.replace(':id', interactionId), {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', Origin: server.issuer },
          body: text,
        });
        const answer = await response.text();
        if (response.ok) {
          assert.ok(
            ['/interaction/:id/sign-up', '/interaction/:id/reset'].includes(path) ||
              path.startsWith('/account/'),
            `${path} took ${text}`,
          );
          return;
        }
        assert.ok(response.status >= 400 && response.status < 500, `${response.status} for ${text}`);
        problem.parse(JSON.parse(answer));
      });
      assert.equal(
        (await openTrip(browser, `${server.issuer}/interaction/${interactionId}`)).step.kind,
        'consent',
      );
    });
  }

  async function inParallel<Value>(
    values: fc.Arbitrary<Value>,
    act: (value: Value) => Promise<void>,
  ): Promise<void> {
    const batch = fc.array(values, { minLength: ABREAST, maxLength: ABREAST });
    const property = fc.asyncProperty(batch, async (all) => {
      await Promise.all(all.map(act));
    });
    await fc.assert(property, { numRuns: Math.ceil(RUNS / ABREAST) });
  }
});

function isEmptyObject(text: string): boolean {
  try {
    return JSON.stringify(JSON.parse(text)) === '{}';
  } catch {
    return false;
  }
}

function changed(query: string, { name, value, how }: { name: string; value: string; how: string }): string {
  if (how === 'repeat') return `${query}&${name}=${value}`;
  const rest = query.split('&').filter((pair) => !pair.startsWith(`${name}=`));
  return (how === 'replace' ? [...rest, `${name}=${value}`] : rest).join('&');
}

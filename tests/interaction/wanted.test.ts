import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { decide } from '../../server/commands/demo/person.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { answered, authorizeUrl, enter, leave, openTrip } from './trip.ts';

const EMAIL = 'ada@example.org';
const NOTES = 'https://notes.example/mcp';
const BOOKS = 'https://books.example';

const env = {
  TACET_RESOURCES: JSON.stringify([
    {
      identifier: NOTES,
      name: 'Notes',
      scopes: { 'notes.read': { en: 'read your notes', nl: 'notities lezen' } },
    },
    { identifier: BOOKS, name: 'Books', scopes: ['read', 'notes.read'] },
  ]),
  TACET_AUTHORIZATION_DETAILS: JSON.stringify([
    {
      type: 'payment',
      sentence: 'pay {amount} to {creditor}',
      fields: {
        amount: { kind: 'amount', label: 'Amount' },
        creditor: { kind: 'text' },
        actions: { kind: 'choices', values: ['now', 'monthly'], optional: true },
      },
    },
  ]),
};

const payment = { type: 'payment', amount: '12.50', creditor: 'Gutenberg' };
const detailed = { authorization_details: JSON.stringify([payment]) };

describe('what a client may want besides scopes', () => {
  let server: TestServer;
  before(async () => {
    server = await startServer({ env });
    await server.account(EMAIL);
  });
  after(() => server.stop());

  const asking = async (clientId: string, differs: Readonly<Record<string, string | undefined>>) => {
    const browser = server.browser();
    const { id } = await openTrip(browser, authorizeUrl(server, clientId, differs));
    return { browser, id, step: await enter(browser, id, EMAIL) };
  };

  it('RFC 9396 §11 tells the person every detail, and asks each time', async () => {
    const { client } = await server.client();
    const { browser, id, step } = await asking(client.id, detailed);
    assert.ok(step.kind === 'consent');
    assert.deepEqual(step.details, [
      {
        type: 'payment',
        text: { en: 'pay \u206812.50\u2069 to \u2068Gutenberg\u2069' },
        facts: [
          { label: { en: 'Amount' }, value: '12.50' },
          { label: { en: 'creditor' }, value: 'Gutenberg' },
        ],
      },
    ]);
    const told = await leave(browser, await decide(browser, id, 'allow'));
    assert.match(told.get('code') ?? '', /^ac_/);

    const again = await openTrip(browser, authorizeUrl(server, client.id, detailed));
    assert.equal(again.step.kind, 'consent');
    const silent = await browser.visit(authorizeUrl(server, client.id, { ...detailed, prompt: 'none' }));
    assert.equal(answered(silent).get('error'), 'consent_required');
  });

  it('RFC 9396 §11 asks even where the operator trusts the client', async () => {
    const { client } = await server.client({ firstParty: true });
    assert.equal((await asking(client.id, detailed)).step.kind, 'consent');
    assert.equal((await asking(client.id, {})).step.kind, 'finish');
  });

  it('RFC 9396 §5 details need no scope beside them', async () => {
    const { client } = await server.client();
    const { step } = await asking(client.id, { ...detailed, scope: undefined });
    assert.ok(step.kind === 'consent');
    assert.deepEqual(step.scopes, []);
  });

  const wrong: readonly (readonly [string, unknown])[] = [
    ['no list', payment],
    ['an empty list', []],
    ['seventeen elements', Array.from({ length: 17 }, () => payment)],
    ['an element without a type', [{ amount: '1.00' }]],
    ['an unknown type', [{ type: 'unknown' }]],
    ['PA-09 a type that is no text', [{ ...payment, type: ['payment'] }]],
    ['an unknown member', [{ ...payment, currency: 'EUR' }]],
    ['a missing member', [{ type: 'payment', amount: '1.00' }]],
    ['PA-09 a number for an amount', [{ ...payment, amount: 12.5 }]],
    ['an amount in words', [{ ...payment, amount: '1e9' }]],
    ['UI-08 a text that turns the page around', [{ ...payment, creditor: 'Bank \u202Enab' }]],
    ['a choice that does not exist', [{ ...payment, actions: ['yearly'] }]],
    ['a location that nobody knows', [{ type: 'resource_access', locations: ['https://other.example'] }]],
  ];
  for (const [what, details] of wrong) {
    it(`RFC 9396 §5 refuses ${what}`, async () => {
      const { client } = await server.client();
      const url = authorizeUrl(server, client.id, { authorization_details: JSON.stringify(details) });
      assert.equal(answered(await server.browser().visit(url)).get('error'), 'invalid_authorization_details');
    });
  }

  it('RFC 9396 §10 holds a client to the types it is registered for', async () => {
    const { client } = await server.client({ settings: { authorizationDetailsTypes: ['resource_access'] } });
    const told = answered(await server.browser().visit(authorizeUrl(server, client.id, detailed)));
    assert.equal(told.get('error'), 'invalid_authorization_details');
    const access = JSON.stringify([{ type: 'resource_access', locations: [NOTES], actions: ['read'] }]);
    const { step } = await asking(client.id, { authorization_details: access });
    assert.ok(step.kind === 'consent');
    assert.equal(step.details?.[0]?.text.en, 'act at Notes');
  });

  it('RFC 8707 §2 tells where the tokens will be used, in the words of the operator, and remembers it', async () => {
    const { client } = await server.client();
    const wanted = { scope: 'openid notes.read', resource: NOTES };
    const { browser, id, step } = await asking(client.id, wanted);
    assert.ok(step.kind === 'consent');
    assert.deepEqual(step.resources, [{ name: 'Notes', identifier: NOTES, remembered: false }]);
    assert.deepEqual(step.scopes[1]?.text, { en: 'read your notes', nl: 'notities lezen' });
    await leave(browser, await decide(browser, id, 'allow'));
    const again = answered(await browser.visit(authorizeUrl(server, client.id, wanted)));
    assert.match(again.get('code') ?? '', /^ac_/);

    // UI-13: the same scope at another resource is another thing.
    const elsewhere = await openTrip(
      browser,
      authorizeUrl(server, client.id, { ...wanted, resource: BOOKS }),
    );
    assert.ok(elsewhere.step.kind === 'consent');
    assert.deepEqual(elsewhere.step.scopes[1], { name: 'notes.read', remembered: false });
  });

  it('RFC 8707 §2 takes a scope for the resource it belongs to when none is named', async () => {
    const { client } = await server.client();
    const { step } = await asking(client.id, { scope: 'openid read' });
    assert.ok(step.kind === 'consent');
    assert.deepEqual(
      step.resources?.map(({ identifier }) => identifier),
      [BOOKS],
    );
  });

  const noTarget: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
    ['an unknown resource', { resource: 'https://unknown.example' }, 'invalid_target'],
    ['one with a fragment', { resource: `${NOTES}#x` }, 'invalid_target'],
    ['one that is no absolute URI', { resource: '/notes' }, 'invalid_target'],
    ['a trailing slash too many', { resource: `${NOTES}/` }, 'invalid_target'],
    ['a scope that the resource does not have', { resource: NOTES, scope: 'openid read' }, 'invalid_scope'],
    ['a scope that nobody has', { scope: 'openid nonsense' }, 'invalid_scope'],
  ];
  for (const [what, differs, error] of noTarget) {
    it(`RFC 8707 §2 refuses ${what}: ${error}`, async () => {
      const { client } = await server.client();
      const told = answered(await server.browser().visit(authorizeUrl(server, client.id, differs)));
      assert.equal(told.get('error'), error);
    });
  }

  it('RFC 8707 §2 holds a client to its list of resources', async () => {
    const { client } = await server.client({ settings: { tacetResources: [BOOKS] } });
    const visit = (resource: string) =>
      server.browser().visit(authorizeUrl(server, client.id, { resource, prompt: 'none' }));
    assert.equal(answered(await visit(NOTES)).get('error'), 'invalid_target');
    assert.equal(answered(await visit(BOOKS)).get('error'), 'login_required');
    assert.equal(answered(await visit(server.issuer)).get('error'), 'login_required');
  });
});

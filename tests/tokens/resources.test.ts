import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { decodeJwt } from 'jose';
import { type Registered, type World, approve, isAlive, openWorld, refresh, tokensOf } from './world.ts';

const NOTES = 'https://notes.example/api';
const MAIL = 'https://mail.example/api';
const RESOURCES = JSON.stringify([
  { identifier: NOTES, name: 'Notes', scopes: { 'notes.read': 'Read', 'notes.write': 'Write' } },
  { identifier: MAIL, name: 'Mail', scopes: { 'mail.send': 'Send' }, access_token_format: 'opaque' },
]);
const SCOPES = ['openid', 'offline_access', 'notes.read', 'mail.send'];

describe('a token for a resource', () => {
  let world: World;
  before(async () => void (world = await openWorld({ TACET_RESOURCES: RESOURCES })));
  after(() => world.close());

  const granted = { scopes: SCOPES, terms: { resources: [NOTES, MAIL] } };
  const narrowed = (by: Registered, token: string | undefined, resource: string) =>
    world.post('/token', { grant_type: 'refresh_token', refresh_token: token ?? '', resource }, by);

  it('RFC 8707 §2 is for the resources that were granted, with the scopes that mean something there', async () => {
    const by = await world.client();
    const terms = { resources: [NOTES] };
    const { tokens } = await tokensOf(world, by, { scopes: SCOPES, terms });
    const claims = decodeJwt(tokens.access_token ?? '');
    assert.equal(claims.aud, NOTES);
    assert.equal(claims.scope, 'openid offline_access notes.read');
    assert.equal(tokens.scope, claims.scope);
    assert.ok(tokens.id_token !== undefined && decodeJwt(tokens.id_token).aud === by.client.id);
  });

  it('RFC 8707 §2 without any it is for our own APIs', async () => {
    const { tokens } = await tokensOf(world, await world.client());
    assert.equal(decodeJwt(tokens.access_token ?? '').aud, world.issuer);
  });

  it('works at userinfo only when it is for us as well', async () => {
    const by = await world.client();
    const { tokens } = await tokensOf(world, by, { ...granted, terms: { resources: [NOTES] } });
    assert.equal(await isAlive(world, tokens.access_token), false);
    const ours = await narrowed(by, tokens.refresh_token, world.issuer);
    assert.equal(decodeJwt(ours.body.access_token ?? '').aud, world.issuer);
    assert.equal(await isAlive(world, ours.body.access_token), true);
  });

  it('RFC 8707 §2.2 one code, a token for one of its resources', async () => {
    const by = await world.client();
    const { fields } = await approve(world, by, granted);
    const { body } = await world.post('/token', { ...fields, resource: NOTES }, by);
    const claims = decodeJwt(body.access_token ?? '');
    assert.deepEqual([claims.aud, claims.scope], [NOTES, 'openid offline_access notes.read']);
  });

  it('RFC 8707 §2.2 several at once', async () => {
    const by = await world.client();
    const { fields } = await approve(world, by, granted);
    const form = new URLSearchParams({ ...fields, resource: NOTES });
    form.append('resource', world.issuer);
    const answer = await world.fetch('/token', {
      method: 'POST',
      body: form,
      headers: { Authorization: `Basic ${btoa(`${by.client.id}:${by.secret}`)}` },
    });
    const { access_token = '' } = JSON.parse(await answer.text());
    assert.deepEqual(decodeJwt(access_token).aud, [NOTES, world.issuer]);
    assert.equal(await isAlive(world, access_token), true);
  });

  it('RFC 8707 §2.2 another resource than was granted is invalid_target, with a code and a refresh token', async () => {
    const by = await world.client();
    const only = { scopes: SCOPES, terms: { resources: [NOTES] } };
    for (const resource of [MAIL, 'https://unknown.example', `${NOTES}/`, NOTES.toUpperCase()]) {
      const { fields } = await approve(world, by, only);
      const first = await world.post('/token', { ...fields, resource }, by);
      assert.deepEqual([first.status, first.body.error], [400, 'invalid_target'], resource);
    }
    const { tokens } = await tokensOf(world, by, only);
    const refused = await narrowed(by, tokens.refresh_token, MAIL);
    assert.equal(refused.body.error, 'invalid_target');
    assert.equal((await refresh(world, by, tokens.refresh_token)).status, 200, 'a refusal spends nothing');
  });

  it('RT-07 narrows its resources and widens them again, never beyond what was granted', async () => {
    const by = await world.client();
    const { tokens } = await tokensOf(world, by, granted);
    const narrow = await narrowed(by, tokens.refresh_token, NOTES);
    assert.equal(decodeJwt(narrow.body.access_token ?? '').aud, NOTES);
    const wide = await refresh(world, by, narrow.body.refresh_token);
    const seen = await world.post('/introspect', { token: wide.body.access_token ?? '' }, by);
    assert.deepEqual(seen.body.aud, [NOTES, MAIL]);
    const wider = await narrowed(by, wide.body.refresh_token, 'https://other.example');
    assert.equal(wider.body.error, 'invalid_target');
  });

  it('a resource or a list of resources taken away is not served any more', async () => {
    const by = await world.client({ settings: { tacetResources: [NOTES] } });
    const { tokens } = await tokensOf(world, by, granted);
    assert.equal(decodeJwt(tokens.access_token ?? '').aud, NOTES);
    const { fields } = await approve(world, by, {
      ...granted,
      terms: { resources: ['https://gone.example'] },
    });
    assert.equal((await world.post('/token', fields, by)).body.error, 'invalid_target');
  });

  it('RFC 9396 §9 a resource server is told what was allowed there, and the client all of that token', async () => {
    const by = await world.client();
    const here = { type: 'x', locations: [NOTES], actions: ['read'] };
    const anywhere = { type: 'y' };
    const authorizationDetails = [here, { type: 'x', locations: [MAIL] }, anywhere];
    const terms = { resources: [NOTES, MAIL], authorizationDetails };
    const { fields } = await approve(world, by, { scopes: SCOPES, terms });
    const { body } = await world.post('/token', { ...fields, resource: NOTES }, by);
    assert.deepEqual(body.authorization_details, [here, anywhere]);
    assert.deepEqual(decodeJwt(body.access_token ?? '').authorization_details, [here, anywhere]);
    const seen = await world.post('/introspect', { token: body.access_token ?? '' }, by);
    assert.deepEqual(seen.body.authorization_details, [here, anywhere]);
  });
});

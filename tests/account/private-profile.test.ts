import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import { accountCalls, type Profile } from '../../contract/account.ts';
import { sealProfiles } from '../../server/accounts/seal-profiles.ts';
import { dumpDatabase, spellings, traces } from '../e2e/traces.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { must } from '../interaction/proofs.ts';
import { allowed, homeOf, somebody } from './person.ts';

const SAVE = accountCalls['/account/profile/save'];
const ADA: Profile = {
  ...{ name: 'Ada', givenName: 'Augusta-Quietly', familyName: 'Lovelace-Unheard', nickname: 'Enchantress' },
  ...{ website: 'https://ada-silent.example/', locale: 'nl', zoneinfo: 'Europe/Brussels' },
};

describe('what is private in a profile', () => {
  let server: TestServer;
  let operator: pg.Client;
  before(async () => {
    server = await startServer();
    operator = new pg.Client({ connectionString: server.databaseUrl });
    await operator.connect();
  });
  after(async () => {
    await operator.end();
    await server.stop();
  });

  const readable = async () => {
    const places = [{ name: 'PostgreSQL', bytes: await dumpDatabase(server.databaseUrl) }];
    return [ADA.givenName, ADA.familyName, ADA.nickname, ADA.website].filter(
      (text) => traces(places, spellings(text)).length > 0,
    );
  };

  it('TH-01 lies sealed under the key of the account, and is told to the person and to the apps they allowed', async () => {
    const person = await somebody(server);
    const client = await allowed(server, person);
    must(await person.browser.call('/account/profile/save', SAVE, ADA));
    assert.deepEqual(await readable(), []);
    assert.deepEqual((await homeOf(server, person.browser)).profile, ADA);
    assert.partialDeepStrictEqual(await (await client.userinfo()).json(), {
      ...{ given_name: ADA.givenName, family_name: ADA.familyName, nickname: ADA.nickname },
      ...{ website: ADA.website, locale: 'nl', zoneinfo: 'Europe/Brussels' },
    });
  });

  it('KMS-N09 does not open beside another account', async () => {
    const [anna, bert] = [await somebody(server), await somebody(server)];
    must(await anna.browser.call('/account/profile/save', SAVE, ADA));
    await operator.query(
      'update account set profile = (select profile from account where id = $1) where id = $2',
      [anna.account.id, bert.account.id],
    );
    const client = await allowed(server, bert);
    assert.equal((await client.userinfo()).status, 500, 'an operator must hear of it');
    assert.deepEqual((await homeOf(server, anna.browser)).profile, ADA);
  });

  it('that a release before wrote in clear is sealed, once, and not over what its owner writes meanwhile', async () => {
    const person = await somebody(server);
    const { givenName, familyName, locale } = ADA;
    const clear = { givenName, familyName, locale };
    await operator.query('update account set profile = $2 where id = $1', [person.account.id, clear]);
    assert.equal((await readable()).length, 2);
    const { storage, dataKeys } = server.parts;
    const parts = { profiles: storage.profiles, dataKeys };
    assert.equal(await sealProfiles(parts), 1);
    assert.deepEqual(await readable(), []);
    assert.equal(await sealProfiles(parts), 0);
    const { profile } = await homeOf(server, person.browser);
    assert.deepEqual([profile.givenName, profile.familyName, profile.locale], [givenName, familyName, 'nl']);
    const stale = { accountId: person.account.id, before: clear, after: { locale: 'de' } };
    await storage.profiles.reseal([stale]);
    assert.equal((await homeOf(server, person.browser)).profile.locale, 'nl');
  });
});

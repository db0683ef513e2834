import assert from 'node:assert/strict';
import { after, before, describe, it, type TestContext } from 'node:test';
import { burgle } from './burglar.ts';
import { guessPasswords, read, setupsIn, steal, useHandles, wordsIn } from './thief.ts';
import { openYesterday } from './yesterday.ts';
import { openVictims, type Victims } from './victims.ts';

/** What the threat model says that each thief gets (docs/threat-model.md), and nothing else. */
const NOTHING: readonly string[] = [];
const OF_DATABASE_AND_KEK = [
  'TOTP secrets',
  'a test for guesses at passwords',
  'letters',
  'sealed records',
  'tokens that verify offline',
];

describe('what a thief gets', () => {
  let victims: Victims;
  before(async () => {
    victims = await openVictims();
  });
  after(() => victims[Symbol.asyncDispose]());

  const thieves = [
    ['TH-01', 'a database dump', { database: true, redis: false }],
    ['TH-03', 'a Redis dump', { database: false, redis: true }],
    ['TH-04', 'both', { database: true, redis: true }],
  ] as const;
  for (const [id, stolen, what] of thieves) {
    it(`CF-16 ${id} with ${stolen}: no plaintext, no password test, no session, no token`, async (t) => {
      const loot = await steal(victims, what);
      const words = wordsIn(loot);
      assert.ok(words.length > 20, 'there was something to steal');
      const plaintext = read(loot, victims.secrets);
      const used = await useHandles(victims.holder, words);
      const passwords = guessPasswords(loot, setupsIn(loot));
      tell(t, stolen, [...plaintext, ...used, ...passwords], `${words.length} words were tried as handles`);
      assert.deepEqual(
        { plaintext, used, passwords },
        { plaintext: NOTHING, used: NOTHING, passwords: NOTHING },
      );
    });
  }

  it('TH-05 TH-07 with the database and its key-encryption key: what is sealed there, and no way into the running server', async (t) => {
    const obtained = [...(await burgle(victims))].sort();
    tell(t, 'database and KEK', obtained, 'forged tokens were tried at our own APIs');
    assert.deepEqual(obtained, OF_DATABASE_AND_KEK);
  });

  it('CF-37 with yesterday’s backup, today’s database and the key-encryption key: nothing of who was deleted since', async (t) => {
    await using yesterday = await openYesterday(victims);
    const plaintext = read(yesterday.loot, victims.secrets);
    const opened = await yesterday.openToday();
    const others = victims.kept.filter(({ value }) => value !== yesterday.deleted.value);
    tell(t, 'yesterday’s backup', plaintext, 'the backup alone');
    tell(
      t,
      'the same, database and KEK',
      [`${opened.size} of ${victims.kept.length} records`],
      'one was deleted',
    );
    assert.deepEqual(plaintext, NOTHING);
    assert.deepEqual([...opened].sort(), others.map(({ value }) => value).sort());
  });

  it('TH-08 with the key-encryption key alone: nothing, for what it opens is elsewhere', async () => {
    const loot = { places: [], credentials: [] };
    assert.deepEqual(read(loot, victims.secrets), NOTHING);
  });

  it('the drill bites: what lies in clear is read, a living handle opens, a known setup tests passwords', async () => {
    const { artefacts } = victims.holder;
    const places = [{ name: 'a leak', bytes: Buffer.from(Object.values(artefacts).join(' ')) }];
    assert.ok(read({ places, credentials: [] }, victims.secrets).includes('refresh token'));
    const words = [artefacts['session cookie'], artefacts['refresh token'], artefacts['sign-up ticket']];
    const opened = await useHandles(victims.holder, words);
    assert.deepEqual([...opened].sort(), ['a session', 'a ticket', 'tokens by a refresh token'].sort());
  });
});

/** The drill is read by people as well (`npm run drill:theft`). */
function tell(t: TestContext, stolen: string, obtained: readonly string[], how: string): void {
  t.diagnostic(`${stolen}: ${obtained.length === 0 ? 'nothing' : obtained.join(', ')} (${how})`);
}

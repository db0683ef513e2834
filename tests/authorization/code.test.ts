import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { authorizationCodes, type CodeRecord } from '../../server/authorization/code.ts';
import { loadConfig } from '../../server/config/load.ts';
import type { Ephemera } from '../../server/platform/ephemera.ts';
import { codeChallengeOf } from '../../server/protocol/pkce.ts';
import { memoryEphemera } from '../../server/storage/ephemera/memory.ts';
import { standingClock } from '../clients/parts.ts';
import { challenge, verifier } from './parts.ts';

const record: CodeRecord = {
  familyId: 'family-1',
  clientId: 'spa',
  accountId: 'account-1',
  sessionId: 'session-1',
  scopes: ['openid', 'email'],
  authenticatedAtSeconds: 1_800_000_000,
  amr: ['pwd'],
  acr: undefined,
  terms: {},
  nonce: 'n "ü😀',
  redirectUri: 'https://app.test/cb',
  codeChallenge: challenge,
};

function open() {
  const clock = standingClock();
  const memory = memoryEphemera(clock);
  let lookUps = 0;
  const ephemera: Ephemera = {
    ...memory,
    spend: (key, ttlSeconds) => {
      lookUps += 1;
      return memory.spend(key, ttlSeconds);
    },
  };
  const codes = authorizationCodes({
    ephemera,
    clock,
    config: { lifetimes: { ...loadConfig({}).lifetimes, codeSeconds: 60 } },
  });
  const redeem = (code: string, changes: { clientId?: string; codeVerifier?: string | undefined } = {}) =>
    codes.redeem({ code, clientId: 'spa', codeVerifier: verifier, ...changes });
  return { clock, codes, redeem, lookUps: () => lookUps };
}

describe('authorizationCodes', () => {
  it('gives back what a code stands for, to the character', async () => {
    const { codes, redeem } = open();
    assert.deepEqual(await redeem(await codes.issue(record)), { record, first: true });
  });

  it('AC-08 makes codes of 256 bits that are all different', async () => {
    const { codes } = open();
    const made = await Promise.all(Array.from({ length: 1_000 }, () => codes.issue(record)));
    assert.equal(new Set(made).size, 1_000);
    assert.ok(made.every((code) => /^ac_[A-Za-z0-9_-]{43}$/.test(code)));
  });

  it('AC-01 tells the first redemption from a replay, and says which family is replayed', async () => {
    const { codes, redeem } = open();
    const code = await codes.issue(record);
    assert.equal((await redeem(code))?.first, true);
    const replay = await redeem(code);
    assert.deepEqual([replay?.first, replay?.record.familyId], [false, 'family-1']);
  });

  it('AC-07 gives one winner to two hundred callers at once', async () => {
    const { codes, redeem } = open();
    const code = await codes.issue(record);
    const answers = await Promise.all(Array.from({ length: 200 }, () => redeem(code)));
    assert.equal(answers.filter((answer) => answer?.first === true).length, 1);
    assert.equal(answers.filter((answer) => answer?.first === false).length, 199);
  });

  const foreign: [string, { clientId?: string; codeVerifier?: string | undefined }][] = [
    ['AC-02 a wrong verifier', { codeVerifier: 'x'.repeat(43) }],
    ['AC-04 another client', { clientId: 'web' }],
    ['PK-05 no verifier', { codeVerifier: undefined }],
    ['PK-07 the challenge as verifier', { codeVerifier: challenge }],
    ['PK-09 an empty verifier', { codeVerifier: '' }],
    ['PK-09 a short verifier', { codeVerifier: verifier.slice(1) }],
    ['PK-09 a verifier beyond measure', { codeVerifier: verifier.repeat(100) }],
  ];
  for (const [what, changes] of foreign) {
    it(`${what} finds nothing and burns nothing`, async () => {
      const { codes, redeem } = open();
      const code = await codes.issue(record);
      for (let tries = 0; tries < 20; tries += 1) assert.equal(await redeem(code, changes), undefined);
      assert.equal((await redeem(code))?.first, true);
      // And after the redemption it still is no replay: a thief of the code alone cannot sign anybody out.
      assert.equal(await redeem(code, changes), undefined);
    });
  }

  it('PK-06 a verifier for a code without challenge finds nothing', async () => {
    const { codes, redeem } = open();
    const code = await codes.issue({ ...record, codeChallenge: undefined });
    assert.equal(await redeem(code), undefined);
    assert.equal((await redeem(code, { codeVerifier: undefined }))?.first, true);
  });

  for (const weak of ['', 'short', 'ü'.repeat(43)]) {
    it(`PK-09 ${JSON.stringify(weak.slice(0, 5))} is no verifier, even of its own challenge`, async () => {
      const { codes, redeem } = open();
      const code = await codes.issue({ ...record, codeChallenge: codeChallengeOf(weak) });
      assert.equal(await redeem(code, { codeVerifier: weak }), undefined);
    });
  }

  it('AC-15 a code of another flow of the same client finds nothing', async () => {
    const { codes, redeem } = open();
    const code = await codes.issue({ ...record, codeChallenge: codeChallengeOf('o'.repeat(43)) });
    assert.equal(await redeem(code), undefined);
  });

  it('AC-06 lives for 60 seconds', async () => {
    const { clock, codes, redeem } = open();
    const [early, late] = [await codes.issue(record), await codes.issue(record)];
    clock.turn(55);
    assert.equal((await redeem(early))?.first, true);
    clock.turn(6);
    assert.equal(await redeem(late), undefined);
  });

  it('AC-09 AC-10 nothing but the code itself is a code', async () => {
    const { codes, redeem } = open();
    const code = await codes.issue(record);
    const flipped =
      code.slice(0, 3) + code.slice(3).replace(/[a-z]/i, (letter) => (letter === 'x' ? 'y' : 'x'));
    for (const other of [
      ...[
        code.slice(0, -1),
        `${code}A`,
        code.toUpperCase(),
        `${code} `,
        ` ${code}`,
        `${code}\n`,
        `${code}\0`,
        flipped,
      ],
      ...[
        code.replace('ac_', 'rt_'),
        code.replace('ac_', ''),
        code.replace('c', 'ｃ'),
        '',
        'ac_',
        'x'.repeat(9_000),
      ],
    ]) {
      if (other !== code) assert.equal(await redeem(other), undefined, JSON.stringify(other.slice(0, 60)));
    }
    assert.equal((await redeem(code))?.first, true);
  });

  it('AC-09 what has not the shape of a code is not looked for', async () => {
    const { lookUps, redeem } = open();
    for (const other of ['', 'ac_', `rt_${'x'.repeat(43)}`, 'x'.repeat(9_000)]) await redeem(other);
    assert.equal(lookUps(), 0);
  });

  it('AC-04 a client id cannot be stretched into the neighbouring part of the key', async () => {
    const { codes } = open();
    const code = await codes.issue({ ...record, clientId: 'a"', codeChallenge: undefined });
    for (const clientId of ['a', 'a","', 'a\\"', 'a"']) {
      const found = await codes.redeem({ code, clientId, codeVerifier: undefined });
      assert.equal(found !== undefined, clientId === 'a"', clientId);
    }
  });
});

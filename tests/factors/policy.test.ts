import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type FactorKind, factorKinds } from '../../contract/factors/kind.ts';
import { amrWith, type FactorPolicy, missing, secondFactors } from '../../server/factors/policy.ts';
import { acrOf, acrValues, isAtLeast, reaches } from '../../server/protocol/acr.ts';

const [, email = '', mfa = '', passkey = ''] = acrValues;

interface Case extends Partial<Omit<FactorPolicy, 'client'>> {
  readonly essential?: readonly string[];
  readonly wished?: readonly string[];
}

function judged({ essential = [], wished = [], ...rest }: Case) {
  const usual = { amr: ['pwd'], heldKinds: [], remembered: false, operator: 'optional' } as const;
  return missing({ ...usual, ...rest, client: { essentialAcr: essential, wishedAcr: wished } });
}

const ALONE = ['swk', 'user', 'pop', 'mfa'];
const EVERYTHING: readonly FactorKind[] = ['backup-codes', 'totp', 'passkey'];

describe('which factor is missing', () => {
  const cases: readonly (readonly [string, Case, readonly FactorKind[] | undefined])[] = [
    ['nobody asks for one', {}, undefined],
    ['P7 an account with an app is asked for it', { heldKinds: ['totp'] }, ['totp']],
    [
      'the strongest first, backup codes last',
      { heldKinds: EVERYTHING },
      ['passkey', 'totp', 'backup-codes'],
    ],
    ['backup codes alone are no factor', { heldKinds: ['backup-codes'] }, undefined],
    ['a remembered browser may skip it', { heldKinds: ['totp'], remembered: true }, undefined],
    ['it was given', { heldKinds: ['totp'], amr: ['pwd', 'otp', 'mfa'] }, undefined],
    ['TO-07 whatever came first, were it a mailed ticket', { heldKinds: ['totp'], amr: [] }, ['totp']],
    ['the operator asks everybody', { operator: 'required' }, ['email-code']],
    ['a mailed code is no way around an app', { operator: 'required', heldKinds: ['totp'] }, ['totp']],
    ['a remembered browser satisfies the operator', { operator: 'required', remembered: true }, undefined],
    ['a client wishes for one that nobody has', { wished: [mfa] }, ['email-code']],
    ['and takes what there is', { wished: [mfa], amr: ['pwd', 'otp', 'email', 'mfa'] }, undefined],
    [
      'a client wishes, and no browser is remembered',
      { wished: [mfa], heldKinds: ['totp'], remembered: true },
      ['totp'],
    ],
    ['any of its wishes will do', { wished: [passkey, acrValues[0] ?? ''] }, undefined],
    ['a wish for a passkey is met as well as can be', { wished: [passkey], heldKinds: ['totp'] }, ['totp']],
    [
      'what is essential and in reach is asked for alone',
      { essential: [passkey], heldKinds: EVERYTHING },
      ['passkey'],
    ],
    [
      'also beyond a factor that was given',
      { essential: [passkey], heldKinds: EVERYTHING, amr: ['pwd', 'otp', 'mfa'] },
      ['passkey'],
    ],
    ['what is essential and out of reach asks for nothing', { essential: [mfa] }, undefined],
    ['though the account is asked for its own', { essential: [passkey], heldKinds: ['totp'] }, ['totp']],
    ['a mailed code where that is enough', { essential: [email] }, ['email-code']],
    [
      'a passkey alone satisfies everything',
      { essential: [passkey], wished: [mfa], operator: 'required', heldKinds: EVERYTHING, amr: ALONE },
      undefined,
    ],
  ];
  for (const [name, given, offered] of cases) it(name, () => assert.deepEqual(judged(given), offered));

  it('whoever holds a factor never gets away without one, and is never offered what is weaker', () => {
    fc.assert(
      fc.property(
        fc.subarray([...factorKinds]),
        fc.subarray([...acrValues]),
        fc.subarray([...acrValues]),
        fc.constantFrom('optional' as const, 'required' as const),
        fc.boolean(),
        (heldKinds, essential, wished, operator, remembered) => {
          const offered = judged({ heldKinds, essential, wished, operator, remembered });
          const own = secondFactors(heldKinds);
          assert.notDeepEqual(offered, []);
          if (own.length === 0) return offered === undefined || offered.join() === 'email-code';
          assert.ok(
            offered === undefined ||
              offered.every((kind) => heldKinds.includes(kind) && kind !== 'email-code'),
          );
          return offered !== undefined || remembered;
        },
      ),
    );
  });

  it('is nothing any more once one of those that were offered was given', () => {
    const amrOf: Readonly<Record<FactorKind, readonly string[]>> = {
      passkey: ['hwk', 'user', 'pop'],
      totp: ['otp'],
      'backup-codes': ['otp'],
      'email-code': ['otp', 'email'],
    };
    fc.assert(
      fc.property(fc.subarray([...factorKinds]), fc.subarray([...acrValues]), (heldKinds, essential) => {
        const wish = { heldKinds, essential, operator: 'required' } as const;
        for (const kind of judged(wish) ?? []) {
          const amr = amrWith(['pwd'], amrOf[kind]);
          assert.equal(judged({ ...wish, amr }), undefined, kind);
        }
      }),
    );
  });
});

describe('what was proved, when a factor follows', () => {
  it('says the factor of now, and keeps what was stronger', () => {
    assert.deepEqual(amrWith(['pwd'], ['otp']), ['pwd', 'otp', 'mfa']);
    const mailed = amrWith(['pwd'], ['otp', 'email']);
    assert.equal(acrOf(mailed), email);
    assert.equal(acrOf(amrWith(mailed, ['otp'])), mfa, 'no mark of the mail is left');
    assert.deepEqual(amrWith(ALONE, ['otp']), ALONE);
    assert.ok(reaches(amrWith(ALONE, ['otp', 'email']), passkey));
    assert.ok(isAtLeast(acrOf(amrWith([], ['otp'])), mfa));
  });
});

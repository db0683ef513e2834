import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { acrFor, acrOf, acrValues, isAtLeast, reaches } from '../../server/protocol/acr.ts';

const [pwd = '', email = '', mfa = '', passkey = ''] = acrValues;

describe('levels of assurance', () => {
  const told: readonly (readonly [amr: readonly string[], acr: string | undefined])[] = [
    [[], undefined],
    [['otp'], undefined],
    [['pwd'], pwd],
    [['pwd', 'otp'], pwd],
    [['pwd', 'otp', 'email', 'mfa'], email],
    [['pwd', 'otp', 'mfa'], mfa],
    [['pwd', 'hwk', 'user', 'pop', 'mfa'], passkey],
    [['swk', 'user', 'pop', 'mfa'], passkey],
    [['swk', 'pop', 'mfa'], mfa],
  ];
  for (const [amr, acr] of told) it(`${amr.join(' ')} is ${acr}`, () => assert.equal(acrOf(amr), acr));

  it('a stronger one satisfies a wish for a weaker one, and never the other way round', () => {
    const levels = [['pwd'], ['pwd', 'email', 'mfa'], ['pwd', 'mfa'], ['swk', 'user', 'pop', 'mfa']];
    for (const [reached, amr] of levels.entries())
      for (const [wished, acr] of acrValues.entries()) assert.equal(reaches(amr, acr), reached >= wished);
    assert.equal(reaches(['pwd'], 'urn:other'), false);
    assert.equal(isAtLeast(undefined, pwd), false);
    assert.equal(isAtLeast('urn:other', 'urn:other'), false);
  });

  it('OIDC Core §5.5.1.1 tells the strongest that was wished for, or else what was reached', () => {
    const amr = ['swk', 'user', 'pop', 'mfa'];
    assert.equal(acrFor(amr, []), passkey);
    assert.equal(acrFor(amr, [pwd, mfa]), mfa);
    assert.equal(acrFor(['pwd'], [mfa]), pwd);
    assert.equal(acrFor([], [mfa]), undefined);
  });
});

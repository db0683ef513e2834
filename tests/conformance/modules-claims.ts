import assert from 'node:assert/strict';
import type { Module } from './module.ts';
import { flow, type Op, request, supports } from './op.ts';

const EMAIL_CLAIMS = ['email', 'email_verified'];

/** Scopes, and what each of them may tell and where. */
export const claimsModules: readonly Module<Op>[] = [
  scopeModule('oidcc-scope-profile', 'openid profile', ['name', 'updated_at']),
  scopeModule('oidcc-scope-email', 'openid email', EMAIL_CLAIMS),
  scopeModule('oidcc-scope-address', 'openid address', ['address']),
  scopeModule('oidcc-scope-phone', 'openid phone', ['phone_number', 'phone_number_verified']),
  scopeModule('oidcc-scope-all', 'openid email phone address profile', []),
  {
    name: 'oidcc-alternate-happy-flow',
    run: async (op) => {
      const asked = request(op, { scope: 'email openid' });
      const parameters = new URLSearchParams([...asked.parameters].toReversed());
      const { userinfo } = await flow(op, { asked: { ...asked, parameters } });
      assertClaims(userinfo, EMAIL_CLAIMS);
    },
  },
  {
    name: 'oidcc-claims-essential',
    run: async (op) => {
      assert.equal(op.discovery.claims_parameter_supported, true);
      const claims = JSON.stringify({ userinfo: { name: { essential: true } } });
      const { userinfo, claims: idToken } = await flow(op, { asked: request(op, { claims }) });
      assertClaims(userinfo, ['name']);
      assert.ok(!('name' in idToken));
    },
  },
];

function scopeModule(name: string, scope: string, expected: readonly string[]): Module<Op> {
  return {
    name,
    run: async (op: Op) => {
      const missing = scope.split(' ').filter((one) => !supports(op, 'scopes_supported', one));
      if (missing.length > 0) return { skipped: `scopes_supported lacks ${missing.join(' ')}` };

      const { userinfo, claims } = await flow(op, { asked: request(op, { scope }) });
      assertClaims(userinfo, expected);
      assert.deepEqual(
        expected.filter((claim) => claim in claims),
        [],
        'who somebody is, is told at userinfo alone',
      );
    },
  };
}

function assertClaims(userinfo: object, expected: readonly string[]): void {
  assert.deepEqual(
    Object.keys(userinfo).filter((name) => name !== 'sub'),
    expected,
  );
}

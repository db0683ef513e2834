import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { loadConfig } from '../../server/config/load.ts';
import { registrationOf } from '../../server/clients/registration.ts';
import { grantTypes } from '../../server/grants/index.ts';
import { parseClientMetadata } from '../../server/protocol/client-metadata.ts';

const FOLDER = 'tests/conformance';
/** The plans that a server without the implicit flow can run, and how many modules each has in the suite. */
const PLANS: Readonly<Record<string, number>> = {
  'oidcc-basic-certification-test-plan': 38,
  'oidcc-formpost-basic-certification-test-plan': 38,
  'oidcc-config-certification-test-plan': 1,
  'oidcc-rp-initiated-logout-certification-test-plan': 11,
  'oidcc-backchannel-rp-initiated-logout-certification-test-plan': 2,
  'oidcc-frontchannel-rp-initiated-logout-certification-test-plan': 2,
  'oidcc-session-management-certification-test-plan': 2,
  'oidcc-3rdparty-init-login-certification-test-plan': 2,
  'oidcc-dynamic-certification-test-plan': 23,
  'fapi2-security-profile-final-test-plan': 56,
  'fapi2-message-signing-final-test-plan': 70,
};
/** Their modules are counted where the two response modes and the two profiles share them. */
const SHARED: Readonly<Record<string, string>> = { basic: 'basic-plan.ts', fapi2: 'fapi-plan.ts' };
const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwks = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k' }] };

describe('the conformance plans', () => {
  const tests = globSync(`${FOLDER}/*.test.ts`).map((file) => readFileSync(file, 'utf8'));

  for (const [name, count] of Object.entries(PLANS)) {
    it(`${name} is run, with ${count} modules`, () => {
      const found = tests.filter((text) => text.includes(`(${name}`));
      assert.equal(found.length, 1, 'one file runs it');
      const [, shared] = Object.entries(SHARED).find(([part]) => name.includes(part)) ?? [];
      const text = shared === undefined ? (found[0] ?? '') : readFileSync(`${FOLDER}/${shared}`, 'utf8');
      const counted = [...text.matchAll(/(?:count: |_MODULES = )(\d+)/g)].map(([, digits]) => Number(digits));
      const sum = name.includes('message-signing') ? counted.reduce((all, one) => all + one) : counted[0];
      assert.equal(sum, count);
    });

    it(`${name} has a configuration for the suite`, () => {
      const [profile = ''] = name.split('-certification');
      const texts = globSync(`${FOLDER}/plans/*.json`).map((file) => readFileSync(file, 'utf8'));
      assert.ok(texts.some((text) => text.includes(profile)));
    });
  }

  for (const file of globSync(`${FOLDER}/plans/clients*.json`)) {
    it(`${file} can be imported once it has keys`, () => {
      const clients = z
        .array(z.record(z.string(), z.unknown()))
        .parse(JSON.parse(readFileSync(file, 'utf8')));
      assert.ok(clients.length > 2);
      const parts = { config: loadConfig({ TACET_MODE: 'development' }), grantTypes };
      for (const client of clients) {
        const metadata = { ...client, ...(client.jwks !== undefined && { jwks }) };
        assert.equal(registrationOf(parseClientMetadata(metadata), parts).name, client.client_name);
      }
    });
  }
});

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FapiModule } from './fapi-module.ts';
import { type FapiOp, openFapi } from './fapi-op.ts';
import { fapiClientModules } from './modules-fapi-clients.ts';
import { fapiProofModules } from './modules-fapi-proofs.ts';
import { fapiRequestModules } from './modules-fapi-requests.ts';
import { fapiSigningModules } from './modules-fapi-signing.ts';
import { fapiTokenModules } from './modules-fapi-tokens.ts';

const PREFIX = 'fapi2-security-profile-final-';
const SECURITY_MODULES = 56;
const SIGNING_MODULES = 14;

const security = [...fapiRequestModules, ...fapiClientModules, ...fapiTokenModules, ...fapiProofModules];

/** Runs the modules of a FAPI 2.0 plan: with signed requests and answers there are fourteen more. */
export function fapiPlan(name: string, { signing }: { readonly signing: boolean }): void {
  const modules: readonly FapiModule[] = signing ? [...security, ...fapiSigningModules] : security;
  describe(name, () => {
    let op: FapiOp;
    before(async () => {
      op = await openFapi(signing);
    });
    after(() => op.stop());

    it('has all its modules', () => {
      const count = SECURITY_MODULES + (signing ? SIGNING_MODULES : 0);
      assert.equal(new Set(modules.map((module) => module.name)).size, count);
    });

    for (const module of modules) {
      it(`${PREFIX}${module.name}`, async (t) => {
        const outcome = await module.run(op);
        if (outcome) t.diagnostic(`the suite would say SKIPPED: ${outcome.skipped}`);
      });
    }
  });
}

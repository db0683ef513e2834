import { type FapiOp, openFapi } from './fapi-op.ts';
import type { Module } from './module.ts';
import { fapiClientModules } from './modules-fapi-clients.ts';
import { fapiProofModules } from './modules-fapi-proofs.ts';
import { fapiPushedModules } from './modules-fapi-pushed.ts';
import { fapiRequestModules } from './modules-fapi-requests.ts';
import { fapiSigningModules } from './modules-fapi-signing.ts';
import { fapiTokenModules } from './modules-fapi-tokens.ts';
import { plan } from './plan.ts';

const PREFIX = 'fapi2-security-profile-final-';
const SECURITY_MODULES = 56;
const SIGNING_MODULES = 14;

const security = [
  ...fapiRequestModules,
  ...fapiPushedModules,
  ...fapiClientModules,
  ...fapiTokenModules,
  ...fapiProofModules,
];

/** A FAPI 2.0 plan: with signed requests and answers there are fourteen more modules. */
export function fapiPlan(name: string, { signing }: { readonly signing: boolean }): void {
  const modules: readonly Module<FapiOp>[] = signing ? [...security, ...fapiSigningModules] : security;
  plan({
    name,
    count: SECURITY_MODULES + (signing ? SIGNING_MODULES : 0),
    modules: modules.map((module) => ({ ...module, name: `${PREFIX}${module.name}` })),
    open: () => openFapi(signing),
  });
}

import { type DynamicOp, openDynamic } from './dynamic-op.ts';
import type { Module } from './module.ts';
import { keyModules } from './modules-keys.ts';
import { redirectModules } from './modules-redirects.ts';
import { registeredModules } from './modules-registered.ts';
import { plan } from './plan.ts';

const modules: readonly Module<DynamicOp>[] = [...registeredModules, ...redirectModules, ...keyModules];

plan({
  name: 'Dynamic OP (oidcc-dynamic-certification-test-plan), private_key_jwt',
  count: 23,
  modules,
  open: openDynamic,
});

import type { ResponseMode } from './callback.ts';
import type { Module } from './module.ts';
import { claimsModules } from './modules-claims.ts';
import { codesModules } from './modules-codes.ts';
import { flowModules } from './modules-flow.ts';
import { personModules } from './modules-person.ts';
import { type Op, openOp } from './op.ts';
import { plan } from './plan.ts';

const modules: readonly Module<Op>[] = [...flowModules, ...claimsModules, ...personModules, ...codesModules];

/** The Basic OP plan, each answer travelling in that response mode. */
export function basicPlan(name: string, mode: ResponseMode): void {
  plan({ name, count: 38, modules, open: () => openOp(mode) });
}

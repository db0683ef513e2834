import assert from 'node:assert/strict';
import { assertErrorRedirect } from './assertions.ts';
import type { Module } from './module.ts';
import { callback, type Flow, flow, type FlowOptions, type Op, request, walk } from './op.ts';

const NOBODY_THERE = [
  'login_required',
  'interaction_required',
  'account_selection_required',
  'consent_required',
];

/** Whether somebody is asked again, and what the token says of when they were. */
export const personModules: readonly Module<Op>[] = [
  {
    name: 'oidcc-prompt-login',
    run: async (op) => {
      const { first, second } = await twice(op, { waitSeconds: 1, then: { prompt: 'login' } });
      assert.deepEqual(second.shown, ['sign-in']);
      assert.ok(authTime(second) > authTime(first));
    },
  },
  {
    name: 'oidcc-prompt-none-not-logged-in',
    run: async (op) => {
      const state = `${'s'.repeat(124)}-._~`;
      const { arrival, shown } = await walk(op, op.server.browser(), request(op, { prompt: 'none', state }));
      assert.deepEqual(shown, []);
      assertErrorRedirect(callback(op, arrival).fields, op.issuer, state, NOBODY_THERE);
    },
  },
  {
    name: 'oidcc-prompt-none-logged-in',
    run: async (op) => {
      const { first, second } = await twice(op, { then: { prompt: 'none' } });
      assertSilent(first, second);
    },
  },
  {
    name: 'oidcc-max-age-1',
    run: async (op) => {
      const { first, second } = await twice(op, { waitSeconds: 2, then: { max_age: '1' } });
      assert.deepEqual(second.shown, ['sign-in']);
      assert.ok(authTime(second) > authTime(first));
      assert.ok(op.server.clock.nowSeconds() - authTime(second) <= 1);
    },
  },
  {
    name: 'oidcc-max-age-10000',
    run: async (op) => {
      const wishes = { first: { max_age: '15000' }, then: { max_age: '10000' } };
      const { first, second } = await twice(op, { waitSeconds: 1, ...wishes });
      assertSilent(first, second);
    },
  },
  {
    name: 'oidcc-id-token-hint',
    run: async (op) => {
      const browser = op.server.browser();
      const first = await flow(op, { browser });
      const hint = { prompt: 'none', id_token_hint: first.tokens.id_token };
      assertSilent(first, await flow(op, { browser, asked: request(op, hint) }));
    },
  },
];

/** Two flows of one browser. */
async function twice(
  op: Op,
  wishes: {
    readonly waitSeconds?: number;
    readonly first?: Readonly<Record<string, string>>;
    readonly then: Readonly<Record<string, string>>;
  },
): Promise<{ readonly first: Flow; readonly second: Flow }> {
  const options: FlowOptions = { browser: op.server.browser() };
  const first = await flow(op, { ...options, asked: request(op, wishes.first) });
  op.server.clock.turn(wishes.waitSeconds ?? 0);
  return { first, second: await flow(op, { ...options, asked: request(op, wishes.then) }) };
}

function assertSilent(first: Flow, second: Flow): void {
  assert.deepEqual(second.shown, [], 'nobody is asked for anything');
  assert.equal(second.claims.sub, first.claims.sub);
  assert.equal(authTime(second), authTime(first));
}

/** C14: there whenever max_age was sent, and here always. */
function authTime({ claims }: Flow): number {
  assert.ok(typeof claims.auth_time === 'number');
  return claims.auth_time;
}

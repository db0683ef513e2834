import assert from 'node:assert/strict';
import { assertNotRegistered, type DynamicOp, openDynamic, readBack, withClient } from './dynamic-op.ts';
import type { Module } from './module.ts';
import { plan } from './plan.ts';

const URI = 'https://suite.example/test/a/tacet/initiate_login';

const modules: readonly Module<DynamicOp>[] = [
  // That the registration tells it, [REG] asserts of all that was asked for.
  withClient('oidcc-3rd_party-init-login', { initiate_login_uri: URI }, async (_op, told) => {
    assert.equal((await readBack(told)).initiate_login_uri, URI);
  }),
  {
    name: 'oidcc-3rd_party-init-login-nohttps',
    run: (op) =>
      assertNotRegistered(
        op,
        { initiate_login_uri: URI.replace('https:', 'http:') },
        'invalid_client_metadata',
      ),
  },
];

plan({
  name: '3rd Party-Init OP (oidcc-3rdparty-init-login-certification-test-plan)',
  count: 2,
  modules,
  open: openDynamic,
});

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  anyToken,
  backchannel,
  begun,
  type CibaOp,
  granted,
  openCibaOp,
  poll,
} from '../conformance/ciba-op.ts';
import { settle } from './both-sides.ts';

/** What the modules of FAPI-CIBA (tests/conformance) do not ask of the ping mode. */
describe('clients that are pinged', () => {
  let op: CibaOp;
  before(async () => {
    op = await openCibaOp();
  });
  after(() => op.stop());

  it('CIBA §7.1 must send a bearer token of their own', async () => {
    const client = await op.pinging('http://127.0.0.1:1/ping');
    const { account } = await op.person();
    for (const client_notification_token of [undefined, '', 'with space', 'A'.repeat(1_025)]) {
      const claims = { login_hint: account.email, client_notification_token };
      const { status, body } = await backchannel(op, client, claims);
      assert.deepEqual([status, body.error], [400, 'invalid_request']);
    }
  });

  it('CIBA §10.2 may poll all the same when they cannot be reached', async () => {
    const unreachable = await op.pinging('http://127.0.0.1:1/ping');
    const person = await op.person();
    const hint = { login_hint: person.account.email, client_notification_token: anyToken() };
    const authReqId = await begun(op, unreachable, hint);
    await settle(op.server, person);
    granted(await poll(op, unreachable, authReqId), unreachable);
  });
});

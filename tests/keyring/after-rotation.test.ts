import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { maintainKeys } from '../../server/keyring/maintain.ts';
import { rotateKey } from '../../server/keyring/rotate.ts';
import { openKnownDevices } from '../../server/login/known-device.ts';
import { setupTools } from '../../server/login/setup-tools.ts';
import { type Op, flow, openOp, request } from '../conformance/op.ts';
import { get } from '../interaction/trip.ts';
import { DAY, freshKeyring, keksIn } from './parts.ts';

const HOUR = 3_600;

describe('an ID token as a hint, after the key that signed it has retired', () => {
  let op: Op;
  before(async () => {
    op = await openOp('query');
  });
  after(() => op.stop());

  it('DOD-C41 still says who is meant for as long as the session may live (OIDC Core §3.1.2.1, RP-Initiated Logout §2)', async () => {
    const browser = op.server.browser();
    const { tokens } = await flow(op, { browser });
    await rotate(op);
    op.server.clock.turn(HOUR);

    const { id_token: hint } = tokens;
    const silent = await flow(op, { browser, asked: request(op, { prompt: 'none', id_token_hint: hint }) });
    assert.deepEqual(silent.shown, []);

    const address = { post_logout_redirect_uri: 'https://app.example/signed-out' };
    const query = new URLSearchParams({ id_token_hint: hint, ...address });
    const left = await get(browser, `${op.issuer}/logout?${query}`);
    assert.equal(left.status, 303);
    assert.equal(left.headers.get('Location'), address.post_logout_redirect_uri);
  });
});

describe('the mark of a known device, after the ring that sealed it has a new key', () => {
  it('BF-03 opens for the ninety days it was made for', async (t) => {
    const { parts, keyring } = await freshKeyring(t);
    const devices = openKnownDevices({ clock: parts.clock, keyring });
    const mark = devices.mark('credential');
    await rotateKey(parts, 'ephemera', { now: true });
    await keyring.refresh();
    parts.pass(90 * DAY - 1);
    assert.notEqual(devices.deviceOf('credential', mark), undefined);
    parts.pass(1);
    assert.equal(devices.deviceOf('credential', mark), undefined);
  });
});

async function rotate({ server }: Op): Promise<void> {
  const { clock } = server;
  const { storage, config, keyring } = server.parts;
  const { lifetimes } = config;
  const parts = { store: storage.keys, keks: keksIn(config.keysDir), clock, lifetimes, opaque: setupTools };
  await rotateKey(parts, 'sign-RS256', { now: true });
  await keyring.refresh();
  clock.turn(HOUR);
  await maintainKeys(parts);
  await keyring.refresh();
}

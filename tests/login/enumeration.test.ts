import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Email } from '../../server/accounts/email.ts';
import type { Login } from '../../server/login/login.ts';
import { unstretchedClient } from '../../server/login/unstretched.ts';
import { newSecret } from '../../server/platform/random.ts';
import { emailOf, type TestLogin, testKeyring, testLogin } from './parts.ts';

const ADA = emailOf('ada@example.org');
const EVE = emailOf('eve@example.org');
const PASSWORD = 'the quiet rest between two notes';

describe('a stranger', () => {
  let house: TestLogin;

  before(async () => {
    house = await testLogin({ throttleScale: 1_000_000 });
    house.enroll(ADA, PASSWORD);
  });

  it('EN-01, DOD-C06 is answered in the shape and length of a member', async () => {
    const [member, stranger] = [await start(house.login, ADA), await start(house.login, EVE)];
    assert.deepEqual(Object.keys(stranger), Object.keys(member));
    assert.equal(stranger.ksfId, member.ksfId);
    for (const field of ['attemptId', 'loginResponse'] as const) {
      assert.equal(stranger[field].length, member[field].length);
      assert.match(stranger[field], /^[A-Za-z0-9_-]+$/);
    }
  });

  it('EN-01 makes one look-up, like a member', async () => {
    for (const email of [ADA, EVE]) {
      const before = house.finds.length;
      await start(house.login, email);
      assert.equal(house.finds.length, before + 1);
    }
  });

  it('EN-01 is refused at the finish like a wrong proof', async () => {
    for (const email of [ADA, EVE]) {
      const interactionId = newSecret('ia');
      const { attemptId } = await start(house.login, email, { interactionId });
      const proof = { attemptId, interactionId, finishLoginRequest: 'A'.repeat(86) };
      assert.equal(await house.login.finish(proof), undefined);
    }
  });

  it('is refused even with the one proof that its attempt awaits', async () => {
    // Half of the state is the awaited KE3: whoever reads it needs no password. So it is sealed, and so the account
    // of an attempt is asked for after the proof has held.
    const states: Buffer[] = [];
    const keyring = testKeyring();
    const sealer = keyring.sealer();
    keyring.sealer = () => ({
      ...sealer,
      seal: (plaintext, context) => {
        if (context[0] === 'login-state') {
          const [state]: readonly string[] = JSON.parse(Buffer.from(plaintext).toString());
          states.push(Buffer.from(state ?? '', 'base64url'));
        }
        return sealer.seal(plaintext, context);
      },
    });
    const own = await testLogin({ keyring });
    const accountId = own.enroll(ADA, PASSWORD);
    for (const [email, expected] of [
      [ADA, accountId],
      [EVE, undefined],
    ] as const) {
      const interactionId = newSecret('ia');
      const { attemptId } = await start(own.login, email, { interactionId });
      const finishLoginRequest = states.at(-1)?.subarray(64).toString('base64url') ?? '';
      const proved = await own.login.finish({ attemptId, interactionId, finishLoginRequest });
      assert.equal(proved?.accountId, expected);
      assert.equal(proved === undefined, expected === undefined);
    }
  });

  it('EN-02 gets the same evaluated element for the same message, and all else fresh', async () => {
    const { startLoginRequest } = unstretchedClient.startLogin(PASSWORD);
    for (const email of [ADA, EVE]) {
      const [one, two] = [
        await start(house.login, email, { startLoginRequest }),
        await start(house.login, email, { startLoginRequest }),
      ];
      assert.equal(evaluated(one), evaluated(two));
      // masking nonce, masked response, server nonce, key share, MAC
      for (const at of [32, 64, 192, 224, 256]) assert.notEqual(part(one, at), part(two, at));
    }
  });

  it('DOD-N03 gets an element of its own: no two addresses share one, registered or not', async () => {
    const { startLoginRequest } = unstretchedClient.startLogin(PASSWORD);
    const emails = [ADA, EVE, ...Array.from({ length: 30 }, (_, n) => emailOf(`nobody${n}@example.org`))];
    const elements = await Promise.all(
      emails.map(async (email) => evaluated(await start(house.login, email, { startLoginRequest }))),
    );
    assert.equal(new Set(elements).size, emails.length);
  });

  it('EN-02, DOD-N03 keeps it when somebody else registers, and when they register themselves', async () => {
    const own = await testLogin({ throttleScale: 1000 });
    const { startLoginRequest } = unstretchedClient.startLogin(PASSWORD);
    const probe = async () => evaluated(await start(own.login, EVE, { startLoginRequest }));
    const asStranger = await probe();
    own.enroll(ADA, PASSWORD);
    assert.equal(await probe(), asStranger);
    own.enroll(EVE, PASSWORD);
    assert.equal(await probe(), asStranger);
    own.enroll(EVE, 'another password, registered anew');
    assert.equal(await probe(), asStranger);
  });

  it('EN-02 gets it from every instance and after every restart', async () => {
    const keyring = testKeyring();
    const { startLoginRequest } = unstretchedClient.startLogin(PASSWORD);
    const elements = await Promise.all(
      [1, 2].map(async () => {
        const { login } = await testLogin({ keyring });
        return evaluated(await start(login, EVE, { startLoginRequest }));
      }),
    );
    assert.equal(elements[0], elements[1]);
  });

  it('gets the element that the registration would be answered with', async () => {
    const { startLoginRequest } = unstretchedClient.startLogin(PASSWORD);
    const registrationRequest = Buffer.from(startLoginRequest, 'base64url')
      .subarray(0, 32)
      .toString('base64url');
    const { registrationResponse } = house.login.register({ email: EVE, registrationRequest });
    const started = await start(house.login, EVE, { startLoginRequest });
    assert.equal(
      evaluated(started),
      Buffer.from(registrationResponse, 'base64url').subarray(0, 32).toString('hex'),
    );
  });

  it('EN-04 costs the server the time of a member (interleaved medians)', async (t) => {
    const rounds = 1200;
    const { startLoginRequest } = unstretchedClient.startLogin(PASSWORD);
    const timed = async (email: Email): Promise<number> => {
      const begin = process.hrtime.bigint();
      await start(house.login, email, { startLoginRequest });
      return Number(process.hrtime.bigint() - begin) / 1000;
    };
    for (let warm = 0; warm < 100; warm += 1) await timed(warm % 2 === 0 ? ADA : EVE);

    const [member, stranger]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      const memberFirst = round % 2 === 0; // whoever is second finds a warmer cache
      if (memberFirst) member.push(await timed(ADA));
      stranger.push(await timed(EVE));
      if (!memberFirst) member.push(await timed(ADA));
    }
    const [m, s] = [median(member), median(stranger)];
    const gap = Math.abs(m - s);
    t.diagnostic(
      `median member ${m.toFixed(1)} µs, stranger ${s.toFixed(1)} µs, gap ${gap.toFixed(1)} µs, ` +
        `Welch t ${welch(member, stranger).toFixed(2)} of ${rounds} pairs`,
    );
    assert.ok(gap < 0.05 * Math.max(m, s), `the medians are ${gap.toFixed(1)} µs apart`);
  });
});

function start(
  login: Login,
  email: Email,
  {
    interactionId = newSecret('ia'),
    startLoginRequest = unstretchedClient.startLogin(PASSWORD).startLoginRequest,
  } = {},
) {
  return login.start({ email, interactionId, startLoginRequest, addressPrefix: '192.0.2.0/24' });
}

/** KE2 begins with the evaluated element (RFC 9807 §6.1). */
function evaluated(started: { readonly loginResponse: string }): string {
  return part(started, 0);
}

/** 32 bytes of KE2. */
function part({ loginResponse }: { readonly loginResponse: string }, at: number): string {
  return Buffer.from(loginResponse, 'base64url')
    .subarray(at, at + 32)
    .toString('hex');
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function welch(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const error = (values: readonly number[]) =>
    mean(values.map((value) => (value - mean(values)) ** 2)) / values.length;
  return (mean(a) - mean(b)) / Math.sqrt(error(a) + error(b));
}

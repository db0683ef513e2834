import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { unstretchedClient } from '../../server/login/unstretched.ts';
import { newId, newSecret } from '../../server/platform/random.ts';
import { emailOf, signIn, type TestLogin, testLogin } from './parts.ts';

const ADA = emailOf('ada@example.org');
const EVE = emailOf('eve@example.org');
const PASSWORD = 'the quiet rest between two notes';

/** Encodings that RFC 9496 §4.3.1 has a decoder refuse, and the identity, which RFC 9807 §10.7 refuses besides. */
const points = [
  ['the identity', '00'.repeat(32)],
  ['p, a non-canonical zero', 'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f'],
  ['more than p', 'ff'.repeat(32)],
  ['a high bit set', `${'00'.repeat(31)}80`],
  ['a negative element', `01${'00'.repeat(31)}`],
  ['the low-order point of edwards25519 with y = -1', `ec${'ff'.repeat(30)}7f`],
  ['a number that is no square', '26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371'],
] as const;

describe('OP-01 a malformed message', () => {
  let house: TestLogin;
  let wellMade: { startLoginRequest: string; registrationRequest: string; registrationRecord: string };

  before(async () => {
    house = await testLogin({ throttleScale: 1000 });
    house.enroll(ADA, PASSWORD);
    const registrationRecord = [...house.credentials.values()][0]?.registrationRecord ?? '';
    const { startLoginRequest } = unstretchedClient.startLogin(PASSWORD);
    const { registrationRequest } = unstretchedClient.startRegistration(PASSWORD);
    wellMade = { startLoginRequest, registrationRequest, registrationRecord };
  });

  const start = (email: typeof ADA, startLoginRequest: string) =>
    house.login.start({
      email,
      interactionId: newSecret('ia'),
      startLoginRequest,
      addressPrefix: '192.0.2.0/24',
    });
  const credential = (registrationRecord: string) =>
    house.login.credential({ accountId: newId(), email: EVE, ksfId: 'a2id-64m-3-4', registrationRecord });
  const refusal = (field: string) => ({
    name: 'ProblemError',
    code: 'invalid_input',
    status: 400,
    message: 'invalid_input',
    details: { field },
  });

  for (const [what, point] of points) {
    it(`is refused: ${what}, as the blinded element or the key share of KE1, for member and stranger`, async () => {
      for (const email of [ADA, EVE]) {
        for (const at of [0, 64]) {
          const message = withPoint(wellMade.startLoginRequest, at, point);
          await assert.rejects(start(email, message), refusal('startLoginRequest'));
        }
      }
    });

    it(`is refused: ${what}, as a registration request`, () => {
      const registrationRequest = withPoint(wellMade.registrationRequest, 0, point);
      assert.throws(
        () => house.login.register({ email: EVE, registrationRequest }),
        refusal('registrationRequest'),
      );
    });

    it(`is refused: ${what}, as the public key of a record`, () => {
      assert.throws(
        () => credential(withPoint(wellMade.registrationRecord, 0, point)),
        refusal('registrationRecord'),
      );
    });
  }

  const texts: readonly (readonly [string, (message: string) => string])[] = [
    ['nothing', () => ''],
    ['one character short', (message) => message.slice(0, -1)],
    ['one character long', (message) => `${message}A`],
    ['one byte group long', (message) => `${message}AAAA`],
    ['twice', (message) => message + message],
    ['padded', (message) => `${message}==`],
    ['of the other base64 alphabet', (message) => `+/${message.slice(2)}`],
    ['with a line break', (message) => `${message}\n`],
    ['with a NUL', (message) => `\u0000${message.slice(1)}`],
  ];
  for (const [what, change] of texts) {
    it(`is refused: ${what}`, async () => {
      for (const email of [ADA, EVE]) {
        await assert.rejects(start(email, change(wellMade.startLoginRequest)), refusal('startLoginRequest'));
      }
      const registrationRequest = change(wellMade.registrationRequest);
      assert.throws(
        () => house.login.register({ email: EVE, registrationRequest }),
        refusal('registrationRequest'),
      );
      assert.throws(() => credential(change(wellMade.registrationRecord)), refusal('registrationRecord'));
    });
  }

  it('is refused while its well-made neighbours pass, and leaves the server as it was', async () => {
    await start(ADA, wellMade.startLoginRequest);
    house.login.register({ email: EVE, registrationRequest: wellMade.registrationRequest });
    credential(wellMade.registrationRecord);
    assert.ok(await signIn(house.login, ADA, PASSWORD));
  });

  it('counts as a start', async () => {
    const own = await testLogin();
    const bad = {
      email: ADA,
      interactionId: newSecret('ia'),
      startLoginRequest: 'A'.repeat(128),
      addressPrefix: '192.0.2.0/24',
    };
    for (let count = 0; count < 5; count += 1)
      await assert.rejects(own.login.start(bad), { code: 'invalid_input' });
    await assert.rejects(own.login.start(bad), { code: 'too_many_attempts' });
  });
});

function withPoint(message: string, at: number, point: string): string {
  const bytes = Buffer.from(message, 'base64url');
  Buffer.from(point, 'hex').copy(bytes, at);
  return bytes.toString('base64url');
}

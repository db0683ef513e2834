import { opaqueClient } from '../../server/login/client-half.ts';
import { newSecret } from '../../server/platform/random.ts';
import { authenticator } from '../factors/authenticator.ts';
import type { Recipe } from './anything.ts';

type Good = () => Pick<Recipe, 'good' | 'insideMin'>;

const OPTIONS = { challenge: 'A'.repeat(43), user: { id: 'AAAA' } };

/**
 * Good requests of the calls that prove something or choose a password. A stranger has proved nothing, so in a trip
 * that waits for a sign-in hardly any of them may get through; what may be tried at all is the way there.
 */
export function goodOfProofs() {
  const key = authenticator();
  const ceremonyId = newSecret('la');
  const assertion = { kind: 'passkey', ceremonyId, response: key.get(OPTIONS) };
  const attestation = { kind: 'passkey', response: key.create(OPTIONS) };
  const { registrationRequest } = opaqueClient.startRegistration('some password');
  const { startLoginRequest } = opaqueClient.startLogin('some password');
  const renewalId = newSecret('rn');
  const tickets = [{ ticket: newSecret('ti') }, { ticket: 'A'.repeat(46) }];
  const never = (...good: Recipe['good']) => ({ good, insideMin: 0 });
  return {
    '/interaction/:id/passkey/start': () => ({ good: [{}], insideMin: 20 }),
    '/interaction/:id/passkey/finish': () => never({ answer: assertion }),
    '/interaction/:id/factor/challenge': () =>
      never({ kind: 'totp' }, { kind: 'email-code' }, { kind: 'passkey' }),
    '/interaction/:id/factor/answer': () =>
      never(
        { answer: { kind: 'totp', code: '123456' }, remember: true },
        { answer: { kind: 'backup-codes', code: '0000-0000-0000' } },
        { answer: assertion },
      ),
    '/interaction/:id/set-up/offer': () => never({}),
    '/interaction/:id/set-up/confirm': () =>
      never({ proof: { kind: 'totp', code: '123456' }, label: 'Phone' }, { proof: attestation }),
    '/interaction/:id/reset': () => ({
      good: [{ email: 'ada@example.org' }, { email: 'nobody@example.org' }],
    }),
    '/interaction/:id/password/start': () => never({ registrationRequest }),
    '/interaction/:id/password/finish': () =>
      never({ ksfId: 'a2id-64m-3-4', registrationRecord: '_'.repeat(256), startLoginRequest }),
    '/interaction/:id/password/prove': () =>
      never({ attemptId: newSecret('la'), finishLoginRequest: 'A'.repeat(86) }),
    '/interaction/:id/renewal/start': () => never({ renewalId, registrationRequest }),
    '/interaction/:id/renewal/finish': () =>
      never({ renewalId, ksfId: 'a2id-64m-3-4', registrationRecord: '_'.repeat(256), startLoginRequest }),
    '/interaction/:id/renewal/prove': () =>
      never({ renewalId, attemptId: newSecret('la'), finishLoginRequest: 'A'.repeat(86) }),
    '/interaction/:id/keep-account': () => never({}),
    '/interaction/:id/cancel': () => never({}),
    '/reset/open': () => never(...tickets),
    '/reset/begin': () => never(...tickets),
  } satisfies Readonly<Record<string, Good>>;
}

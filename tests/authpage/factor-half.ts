import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type WebAuthnCredential,
} from '@simplewebauthn/server';
import type Router from '@koa/router';
import type { FactorAnswer, FactorProof } from '../../contract/factors/index.ts';
import type { FactorKind } from '../../contract/factors/kind.ts';
import type { Assertion } from '../../contract/factors/passkey.ts';
import { interactionCalls } from '../../contract/interaction.ts';
import { pageCall } from '../../server/http/page-call.ts';
import { ProblemError } from '../../server/http/problem-error.ts';
import type { Web } from '../../server/http/web.ts';

export const RIGHT_CODE = '123456';
export const BACKUP_CODES = Array.from({ length: 10 }, (_, at) => `${1000 + at}-abcd-${2000 + at}`);
export const TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

const CEREMONY = 'c'.repeat(43);
const ARRIVED = { step: { kind: 'finish', url: '/arrived' } } as const;
const AGAIN_SECONDS = 30;

/** The server's half of factors with nothing around it: what the pages are tried against. */
export interface FactorHalf {
  /** The kind that the page sets up next. */
  setsUp: FactorKind;
  /** Codes that come back with what was set up. */
  gives: readonly string[] | undefined;
  /** Every answer and proof that came, as it came. */
  readonly answers: { readonly answer: FactorAnswer; readonly remember?: boolean | undefined }[];
  readonly proofs: { readonly proof: FactorProof; readonly label?: string | undefined }[];
  readonly mails: { count: number };
  /** Challenges for a passkey alone that were asked for. */
  readonly challenges: { count: number };
  readonly mount: (router: Router, web: Web) => void;
}

export function factorHalf(): FactorHalf {
  const half: FactorHalf = {
    setsUp: 'totp',
    gives: undefined,
    answers: [],
    proofs: [],
    mails: { count: 0 },
    challenges: { count: 0 },
    mount(router, web) {
      const passkeys = passkeyHalf(web.config.issuer);
      mountAsked(router, web, half, passkeys);
      mountSetUp(router, web, half, passkeys);
    },
  };
  return half;
}

type PasskeyHalf = ReturnType<typeof passkeyHalf>;

function mountAsked(router: Router, web: Web, half: FactorHalf, passkeys: PasskeyHalf): void {
  const start = '/interaction/:id/passkey/start';
  pageCall(router, web, start, interactionCalls[start], async () => {
    half.challenges.count += 1;
    return passkeys.challenge();
  });
  const finish = '/interaction/:id/passkey/finish';
  pageCall(router, web, finish, interactionCalls[finish], async ({ answer }) => {
    if (!(await passkeys.isRight(answer.response))) throw new ProblemError('wrong_factor');
    return ARRIVED;
  });
  const challenge = '/interaction/:id/factor/challenge';
  pageCall(router, web, challenge, interactionCalls[challenge], async ({ kind }) => {
    if (kind === 'passkey') return { challenge: await passkeys.challenge() };
    if (kind !== 'email-code') return { challenge: { kind } };
    half.mails.count += 1;
    return { challenge: { kind, againSeconds: AGAIN_SECONDS } };
  });
  const answerCall = '/interaction/:id/factor/answer';
  pageCall(router, web, answerCall, interactionCalls[answerCall], async (answered) => {
    half.answers.push(answered);
    const { answer } = answered;
    const right =
      answer.kind === 'passkey'
        ? await passkeys.isRight(answer.response)
        : [RIGHT_CODE, ...BACKUP_CODES].includes(answer.code.replaceAll(' ', ''));
    if (!right) throw new ProblemError('wrong_factor');
    return ARRIVED;
  });
}

function mountSetUp(router: Router, web: Web, half: FactorHalf, passkeys: PasskeyHalf): void {
  const offerCall = '/interaction/:id/set-up/offer';
  pageCall(router, web, offerCall, interactionCalls[offerCall], async () => {
    const kind = half.setsUp;
    if (kind === 'passkey') return { offer: { kind, options: await passkeys.creation() } };
    if (kind === 'backup-codes') return { offer: { kind, codes: BACKUP_CODES } };
    const uri = `otpauth://totp/Tacet:ada%40example.org?secret=${TOTP_SECRET}&issuer=Tacet`;
    return { offer: { kind: 'totp' as const, uri, secret: TOTP_SECRET } };
  });
  const confirm = '/interaction/:id/set-up/confirm';
  pageCall(router, web, confirm, interactionCalls[confirm], async (proved) => {
    half.proofs.push(proved);
    const { proof } = proved;
    if (proof.kind === 'passkey') await passkeys.register(proof);
    if (proof.kind === 'totp' && proof.code !== RIGHT_CODE) throw new ProblemError('wrong_factor');
    return { ...ARRIVED, ...(half.gives && { backupCodes: [...half.gives] }) };
  });
}

/** One passkey of one account, judged by the library that the server uses. */
function passkeyHalf(origin: string) {
  const rpID = new URL(origin).hostname;
  let expectedChallenge = '';
  let credential: WebAuthnCredential | undefined;
  const expected = () => ({ expectedChallenge, expectedOrigin: origin, expectedRPID: rpID });
  return {
    async challenge() {
      const options = await generateAuthenticationOptions({ rpID });
      expectedChallenge = options.challenge;
      return { kind: 'passkey' as const, ceremonyId: CEREMONY, options: asJson(options) };
    },
    async creation() {
      const options = await generateRegistrationOptions({
        rpID,
        rpName: 'Tacet',
        userName: 'ada@example.org',
        supportedAlgorithmIDs: [-7, -257],
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        ...(credential && { excludeCredentials: [{ id: credential.id }] }),
      });
      expectedChallenge = options.challenge;
      return asJson(options);
    },
    async register({ response }: Extract<FactorProof, { kind: 'passkey' }>) {
      const verified = await verifyRegistrationResponse({ ...expected(), response: asJson(response) });
      credential = verified.registrationInfo?.credential;
    },
    async isRight(response: Assertion) {
      if (!credential || response.id !== credential.id) return false;
      const proof = { ...expected(), credential, response: asJson(response) };
      return (await verifyAuthenticationResponse(proof)).verified;
    },
  };
}

/** The types of the library and of the contract differ in what they leave unsaid; what goes over the wire is the same. */
function asJson(value: object) {
  return JSON.parse(JSON.stringify(value));
}

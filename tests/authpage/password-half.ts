import { ready, server } from '@serenity-kit/opaque';
import type Router from '@koa/router';
import { accountCalls } from '../../contract/account.ts';
import { interactionCalls } from '../../contract/interaction.ts';
import { tripKeyCalls } from '../../contract/keys.ts';
import { pageCall } from '../../server/http/page-call.ts';
import { ProblemError } from '../../server/http/problem-error.ts';
import type { Web } from '../../server/http/web.ts';
import { TICKET } from './opaque-half.ts';

export const OLD = 'ada@example.org';
export const NEW = 'ada@new.example.org';

const ATTEMPT = 'a'.repeat(43);
const SECOND_ATTEMPT = 'b'.repeat(43);
const KSF = 'a2id-64m-3-4' as const;
const IDENTIFIERS = { server: 'tacet' };
const ARRIVED = { step: { kind: 'finish', url: '/arrived' } } as const;

/** The server's half of a new password and of a new address: each counts once a whole login with it has passed. */
export interface PasswordHalf {
  /** What opens the account now, by its address. */
  readonly records: Map<string, string>;
  passwordless: boolean;
  /** Addresses for which a letter was asked. */
  readonly letters: string[];
  readonly mount: (router: Router, web: Web) => void;
}

export async function passwordHalf(): Promise<PasswordHalf> {
  await ready;
  const serverSetup = server.createSetup();
  const half: PasswordHalf = {
    records: new Map(),
    passwordless: false,
    letters: [],
    mount(router, web) {
      mountPassword(router, web, half, serverSetup);
      mountTickets(router, web, half);
      mountEmailChange(router, web, half, serverSetup);
    },
  };
  return half;
}

function startLogin(serverSetup: string, userIdentifier: string, record: string, startLoginRequest: string) {
  return server.startLogin({
    serverSetup,
    userIdentifier,
    registrationRecord: record,
    startLoginRequest,
    identifiers: IDENTIFIERS,
  });
}

function mountPassword(router: Router, web: Web, half: PasswordHalf, serverSetup: string): void {
  let pending = '';
  let serverLoginState = '';
  const keys = '/interaction/:id/keys';
  // No account key: nothing to lose.
  pageCall(router, web, keys, tripKeyCalls[keys], async () => ({
    owner: { accountId: 'ac_mock' },
    hasRecovery: false,
    recoveryUsed: false,
  }));
  const start = '/interaction/:id/password/start';
  pageCall(router, web, start, interactionCalls[start], async ({ registrationRequest }) => ({
    ...server.createRegistrationResponse({ serverSetup, userIdentifier: OLD, registrationRequest }),
    ksfId: KSF,
  }));
  const finish = '/interaction/:id/password/finish';
  pageCall(
    router,
    web,
    finish,
    interactionCalls[finish],
    async ({ registrationRecord, startLoginRequest }) => {
      pending = registrationRecord;
      const started = startLogin(serverSetup, OLD, pending, startLoginRequest);
      serverLoginState = started.serverLoginState;
      return { attemptId: ATTEMPT, loginResponse: started.loginResponse };
    },
  );
  const prove = '/interaction/:id/password/prove';
  pageCall(router, web, prove, interactionCalls[prove], async ({ finishLoginRequest }) => {
    server.finishLogin({ finishLoginRequest, serverLoginState });
    half.records.set(OLD, pending);
    return ARRIVED;
  });
}

function mountTickets(router: Router, web: Web, half: PasswordHalf): void {
  const good = (ticket: string) => {
    if (ticket !== TICKET) throw new ProblemError('ticket_invalid');
    return { expiresAtSeconds: web.clock.nowSeconds() + 900 };
  };
  const wish = '/interaction/:id/reset';
  pageCall(router, web, wish, interactionCalls[wish], async ({ email }) => {
    half.letters.push(email);
    return { email };
  });
  const open = '/reset/open';
  pageCall(router, web, open, interactionCalls[open], async ({ ticket }) => ({
    ...good(ticket),
    email: OLD,
  }));
  const begin = '/reset/begin';
  pageCall(router, web, begin, interactionCalls[begin], async () => ({ url: '/mock/en/new-password-reset' }));
  const change = '/email-change/open';
  pageCall(router, web, change, accountCalls[change], async ({ ticket }) => ({
    ...good(ticket),
    email: OLD,
    newEmail: NEW,
    passwordless: half.passwordless,
  }));
  const confirm = '/email-change/confirm';
  pageCall(router, web, confirm, accountCalls[confirm], async () => ({ url: '/arrived' }));
}

function mountEmailChange(router: Router, web: Web, half: PasswordHalf, serverSetup: string): void {
  let serverLoginState = '';
  let pending = '';
  const start = '/email-change/start';
  pageCall(router, web, start, accountCalls[start], async ({ startLoginRequest, registrationRequest }) => {
    const started = startLogin(serverSetup, OLD, half.records.get(OLD) ?? '', startLoginRequest);
    serverLoginState = started.serverLoginState;
    const { registrationResponse } = server.createRegistrationResponse({
      serverSetup,
      userIdentifier: NEW,
      registrationRequest,
    });
    const { loginResponse } = started;
    return { attemptId: ATTEMPT, loginResponse, ksfId: KSF, registrationResponse, newKsfId: KSF };
  });
  const finish = '/email-change/finish';
  pageCall(router, web, finish, accountCalls[finish], async (input) => {
    server.finishLogin({ finishLoginRequest: input.finishLoginRequest, serverLoginState });
    pending = input.registrationRecord;
    const started = startLogin(serverSetup, NEW, pending, input.startLoginRequest);
    serverLoginState = started.serverLoginState;
    return { attemptId: SECOND_ATTEMPT, loginResponse: started.loginResponse };
  });
  const prove = '/email-change/prove';
  pageCall(router, web, prove, accountCalls[prove], async ({ finishLoginRequest }) => {
    server.finishLogin({ finishLoginRequest, serverLoginState });
    half.records.set(NEW, pending);
    return { url: '/arrived' };
  });
}

import { ready, server } from '@serenity-kit/opaque';
import type Router from '@koa/router';
import type { z } from 'zod';
import { mocks } from '../../authpage/src/mock.ts';
import { interactionCalls } from '../../contract/interaction.ts';
import { type KeyChange, type KeysState, keyCalls, tripKeyCalls } from '../../contract/keys.ts';
import { pageCall } from '../../server/http/page-call.ts';
import { ProblemError } from '../../server/http/problem-error.ts';
import type { Web } from '../../server/http/web.ts';
import { TICKET } from './opaque-half.ts';

export const ACCOUNT_ID = 'ac_mock';

const ID = 'ada@example.org';
const KSF = 'a2id-64m-3-4' as const;
const ATTEMPT = 'a'.repeat(43);
const IDENTIFIERS = { server: 'tacet' };
const ARRIVED = { step: { kind: 'finish', url: '/arrived' } } as const;

/** The server's half of account keys with nothing around it: it keeps what it is given, and opens nothing. */
export interface KeysHalf {
  state: KeysState;
  /** What opens the account. */
  record: string;
  /** The recovery key as it lies in a store: its wrap, and what shows that somebody has it. */
  recovery: { readonly lookup: string; readonly proof: string; readonly jwe: string } | undefined;
  recoveryUsed: boolean;
  /** Whether somebody is signed in where a new password is chosen: they see the wraps. */
  signedIn: boolean;
  /** What a sign-up or a new password leads to. */
  next: z.infer<(typeof interactionCalls)['/sign-up/finish']['output']>;
  /** Another session than the one in which a device was kept. */
  sessionEnded: boolean;
  /** What was delivered to the app, newest last. */
  readonly delivered: string[];
  /** What came with new passwords, newest last. */
  readonly changes: KeyChange[];
  readonly mount: (router: Router, web: Web) => void;
}

export async function keysHalf(): Promise<KeysHalf> {
  await ready;
  const serverSetup = server.createSetup();
  const half: KeysHalf = {
    state: { accountId: ACCOUNT_ID, older: [], passkeys: [], hasPassword: true },
    record: '',
    recovery: undefined,
    recoveryUsed: false,
    signedIn: true,
    next: ARRIVED,
    sessionEnded: false,
    delivered: [],
    changes: [],
    mount(router, web) {
      mountSignUp(router, web, half, serverSetup);
      mountLogins(router, web, half, serverSetup);
      mountNewPassword(router, web, half, serverSetup);
      mountKeys(router, web, half);
    },
  };
  return half;
}

/** What becomes of the key, as a store would do it. */
export function changeKeys(half: KeysHalf, change: KeyChange): void {
  half.changes.push(change);
  const before = half.state.current;
  if (change.kind === 'rewrap' && change.recovery) {
    half.recovery = change.recovery;
    half.recoveryUsed = false;
  }
  const generation = change.kind === 'first' ? 1 : change.generation;
  const bridges = change.kind === 'bridge' ? [...(before?.bridges ?? []), change.jwe] : [];
  const opaque = change.kind === 'bridge' ? before?.opaque : change.jwe;
  half.state = {
    ...half.state,
    current: {
      generation,
      createdAtSeconds: before?.createdAtSeconds ?? 1_790_000_000,
      ...(opaque !== undefined && { opaque }),
      bridges,
      passkeys: before?.passkeys ?? [],
      ...(half.recovery && { recoveryMadeAtSeconds: 1_790_000_000 }),
    },
  };
}

function mountSignUp(router: Router, web: Web, half: KeysHalf, serverSetup: string): void {
  const open = '/sign-up/open';
  pageCall(router, web, open, interactionCalls[open], async () => ({
    email: ID,
    expiresAtSeconds: web.clock.nowSeconds() + 900,
  }));
  const start = '/sign-up/start';
  pageCall(router, web, start, interactionCalls[start], async ({ registrationRequest, ticket }) => {
    if (ticket !== TICKET) throw new ProblemError('ticket_invalid');
    const made = server.createRegistrationResponse({ serverSetup, userIdentifier: ID, registrationRequest });
    return { ...made, ksfId: KSF, keys: { accountId: ACCOUNT_ID } };
  });
  const finish = '/sign-up/finish';
  pageCall(router, web, finish, interactionCalls[finish], async ({ registrationRecord, keys }) => {
    half.record = registrationRecord;
    if (keys) changeKeys(half, keys);
    return half.next;
  });
}

function mountLogins(router: Router, web: Web, half: KeysHalf, serverSetup: string): void {
  let serverLoginState = '';
  const begin = (startLoginRequest: string) => {
    const registrationRecord = half.record;
    const started = server.startLogin({
      ...{ serverSetup, userIdentifier: ID, registrationRecord, startLoginRequest },
      identifiers: IDENTIFIERS,
    });
    serverLoginState = started.serverLoginState;
    return { attemptId: ATTEMPT, loginResponse: started.loginResponse, ksfId: KSF };
  };
  const prove = (finishLoginRequest: string) => server.finishLogin({ finishLoginRequest, serverLoginState });
  const start = '/interaction/:id/login/start';
  pageCall(router, web, start, interactionCalls[start], async ({ startLoginRequest }) =>
    begin(startLoginRequest),
  );
  const finish = '/interaction/:id/login/finish';
  pageCall(router, web, finish, interactionCalls[finish], async ({ finishLoginRequest }) => {
    prove(finishLoginRequest);
    return { step: mocks.keys.step };
  });
  const keyStart = '/account/keys/login/start';
  pageCall(router, web, keyStart, keyCalls[keyStart], async ({ startLoginRequest }) =>
    begin(startLoginRequest),
  );
  const keyFinish = '/account/keys/login/finish';
  pageCall(router, web, keyFinish, keyCalls[keyFinish], async ({ finishLoginRequest }) => {
    prove(finishLoginRequest);
    return {};
  });
}

function mountNewPassword(router: Router, web: Web, half: KeysHalf, serverSetup: string): void {
  let pending = '';
  let serverLoginState = '';
  const start = '/interaction/:id/password/start';
  pageCall(router, web, start, interactionCalls[start], async ({ registrationRequest }) => ({
    ...server.createRegistrationResponse({ serverSetup, userIdentifier: ID, registrationRequest }),
    ksfId: KSF,
  }));
  const finish = '/interaction/:id/password/finish';
  pageCall(router, web, finish, interactionCalls[finish], async (input) => {
    pending = input.registrationRecord;
    const { startLoginRequest } = input;
    const started = server.startLogin({
      ...{ serverSetup, userIdentifier: ID, registrationRecord: pending, startLoginRequest },
      identifiers: IDENTIFIERS,
    });
    serverLoginState = started.serverLoginState;
    return { attemptId: ATTEMPT, loginResponse: started.loginResponse };
  });
  const prove = '/interaction/:id/password/prove';
  pageCall(router, web, prove, interactionCalls[prove], async ({ finishLoginRequest, keys }) => {
    server.finishLogin({ finishLoginRequest, serverLoginState });
    if (!keys && half.state.current) throw new ProblemError('keys_missing');
    half.record = pending;
    if (keys) changeKeys(half, keys);
    return { step: half.next.step };
  });
}

function mountKeys(router: Router, web: Web, half: KeysHalf): void {
  const keys = '/account/keys';
  pageCall(router, web, keys, keyCalls[keys], async () => half.state);
  const make = '/account/keys/make';
  pageCall(router, web, make, keyCalls[make], async ({ opaque = '', proof }) => {
    changeKeys(half, { kind: 'first', jwe: opaque, proof });
    return half.state;
  });
  let onDevice: { deviceId: string; share: string; jwe: string } | undefined;
  const stay = '/account/keys/device';
  pageCall(router, web, stay, keyCalls[stay], async ({ generation: _, proof: _proof, ...wrap }) => {
    onDevice = wrap;
    return half.state;
  });
  const openDevice = '/account/keys/device/open';
  pageCall(router, web, openDevice, keyCalls[openDevice], async ({ deviceId }) => {
    if (onDevice?.deviceId !== deviceId || half.sessionEnded) throw new ProblemError('not_found');
    const { share, jwe } = onDevice;
    return { generation: half.state.current?.generation ?? 1, share, jwe };
  });
  const forget = '/account/keys/device/remove';
  pageCall(router, web, forget, keyCalls[forget], async () => {
    onDevice = undefined;
    return half.state;
  });
  const recovery = '/account/keys/recovery';
  pageCall(router, web, recovery, keyCalls[recovery], async ({ recovery: made }) => {
    half.recovery = made;
    half.recoveryUsed = false;
    const { current } = half.state;
    if (current)
      half.state = {
        ...half.state,
        current: { ...current, recoveryUsedAtSeconds: undefined, recoveryMadeAtSeconds: 1_790_000_000 },
      };
    return half.state;
  });
  const passkey = '/account/keys/passkey';
  pageCall(router, web, passkey, keyCalls[passkey], async ({ passkey: wrap }) => {
    const { current } = half.state;
    const passkeys = [...(current?.passkeys ?? []), { ...wrap, label: 'My laptop' }];
    if (current) half.state = { ...half.state, current: { ...current, passkeys } };
    return half.state;
  });
  const recover = ({ lookup, proof }: { readonly lookup: string; readonly proof: string }) => {
    const kept = half.recovery;
    if (kept?.lookup !== lookup || kept.proof !== proof) throw new ProblemError('wrong_recovery_key');
    half.recoveryUsed = true;
    const { current } = half.state;
    if (current)
      half.state = { ...half.state, current: { ...current, recoveryUsedAtSeconds: 1_790_000_001 } };
    return { generation: half.state.current?.generation ?? 1, jwe: kept.jwe };
  };
  const open = '/account/keys/recovery/open';
  pageCall(router, web, open, keyCalls[open], async (shown) => recover(shown));
  const tripRecover = '/interaction/:id/keys/recover';
  pageCall(router, web, tripRecover, tripKeyCalls[tripRecover], async (shown) => recover(shown));
  const before = '/interaction/:id/keys';
  pageCall(router, web, before, tripKeyCalls[before], async () => {
    const generation = half.state.current?.generation;
    return {
      owner: { accountId: ACCOUNT_ID, ...(generation !== undefined && { generation }) },
      ...(half.signedIn && { state: half.state }),
      hasRecovery: half.recovery !== undefined,
      recoveryUsed: half.recoveryUsed,
    };
  });
  const deliver = '/interaction/:id/keys/deliver';
  pageCall(router, web, deliver, tripKeyCalls[deliver], async ({ jwe }) => {
    half.delivered.push(jwe);
    return ARRIVED;
  });
}

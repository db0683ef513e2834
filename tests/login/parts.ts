import { type Email, parseEmail } from '../../server/accounts/email.ts';
import {
  type EnvelopeKey,
  envelopeKey,
  open,
  seal,
  sealDeterministic,
} from '../../server/keyring/envelope.ts';
import type { Sealer } from '../../server/keyring/keyring.ts';
import type { OpaqueClient } from '../../server/login/client-half.ts';
import type { Credential } from '../../server/login/credential.ts';
import { type Login, openLogin } from '../../server/login/login.ts';
import type { SetupShare, SetupShareStore } from '../../server/login/share-store.ts';
import { setupTools } from '../../server/login/setup-tools.ts';
import { unstretchedClient } from '../../server/login/unstretched.ts';
import { hmacSha256 } from '../../server/platform/digest.ts';
import type { Ephemera } from '../../server/platform/ephemera.ts';
import type { LogFields } from '../../server/platform/log.ts';
import { newBytes, newId, newSecret } from '../../server/platform/random.ts';
import { memoryEphemera } from '../../server/storage/ephemera/memory.ts';
import { testClock } from '../harness/clock.ts';

/**
 * A login on real parts: real cryptography, ephemera in memory, a clock to turn, credentials in a map. Its people stretch
 * no password, because no test here waits for Argon2id to learn something; the golden file does stretch.
 */
export async function testLogin({
  throttleScale = 1,
  keyring = testKeyring(),
  credentials = new Map<string, Credential>(),
  watch = (ephemera: Ephemera) => ephemera,
} = {}) {
  const clock = testClock();
  const finds: string[] = [];
  const logged: { readonly message: string; readonly fields: LogFields | undefined }[] = [];
  const write = (message: string, fields?: LogFields) => void logged.push({ message, fields });
  const login = await openLogin({
    ephemera: watch(memoryEphemera(clock)),
    clock,
    config: { throttleScale, lifetimes: { loginAttemptSeconds: 60 } },
    keyring,
    credentials: {
      find: async (credentialId) => {
        finds.push(credentialId);
        const found = credentials.get(credentialId);
        return found && { ...found, trustEpoch: 0 };
      },
    },
    shares: sharesOf(credentials),
    log: { debug: write, info: write, warn: write, error: write },
  });
  /** An account with that password; out comes its id. */
  const enroll = (email: Email, password: string): string => {
    const accountId = newId();
    const credential = registered(login, accountId, email, password);
    credentials.set(credential.credentialId, credential);
    return accountId;
  };
  return { login, clock, keyring, credentials, finds, logged, enroll };
}

/** The shares of setups as the database keeps them, of credentials in a map. */
function sharesOf(credentials: ReadonlyMap<string, Credential>): SetupShareStore {
  const rows = new Map<string, SetupShare>();
  return {
    list: async () => [...rows.values()],
    take: async ({ currentId, olderIds, nowSeconds: takenAtSeconds }) => {
      for (const setupId of olderIds) {
        const theirs = [...credentials.values()].filter((one) => one.setupId === setupId).length;
        const share = theirs / Math.max(1, credentials.size);
        const from = rows.get(`${setupId} ${currentId}`)?.to ?? share;
        const to = Math.min(from, share);
        rows.set(`${setupId} ${currentId}`, { setupId, currentId, from, to, takenAtSeconds });
      }
    },
  };
}

export type TestLogin = Awaited<ReturnType<typeof testLogin>>;

/** A keyring with real keys, to which server setups can be added. */
export function testKeyring() {
  const stored = new Map([['setup-1', setupTools.createSetup()]]);
  const compromised = new Set<string>();
  const hmacKey = newBytes(32);
  const sealer = testSealer(envelopeKey(newBytes(12).toString('base64url'), newBytes(32)));
  return {
    stored,
    compromised,
    get setups() {
      return [...stored.keys()].map((id) => ({ id, compromised: compromised.has(id) }));
    },
    currentSetupId: 'setup-1',
    serverSetup: (id: string) => stored.get(id),
    refresh: () => Promise.resolve(),
    credentialId: (email: string) => hmacSha256(hmacKey, email).toString('base64url'),
    sealer: () => sealer,
  };
}

function testSealer(key: EnvelopeKey): Sealer {
  return {
    seal: (plaintext, context) => seal(key, plaintext, context),
    sealDeterministic: (plaintext, context) => sealDeterministic(key, plaintext, context),
    open: (sealed, context) => {
      const result = open((id) => (id === key.id ? key : undefined), sealed, context);
      return result.opened ? result.plaintext : undefined;
    },
  };
}

function registered(login: Login, accountId: string, email: Email, password: string): Credential {
  const { clientRegistrationState, registrationRequest } = unstretchedClient.startRegistration(password);
  const { registrationResponse, ksfId } = login.register({ email, registrationRequest });
  const { registrationRecord } = unstretchedClient.finishRegistration({
    password,
    clientRegistrationState,
    registrationResponse,
    ksfId,
  });
  return login.credential({ accountId, email, ksfId, registrationRecord });
}

export function emailOf(typed: string): Email {
  const email = parseEmail(typed);
  if (email === undefined) throw new Error(`no e-mail address: ${typed}`);
  return email;
}

/** What a page does with a start: out comes what its finish would send, or undefined when the password is wrong. */
export async function startAs(
  login: Login,
  email: Email,
  password: string,
  q: {
    readonly interactionId?: string;
    readonly addressPrefix?: string;
    readonly device?: string;
    readonly client?: OpaqueClient;
  } = {},
) {
  const {
    interactionId = newSecret('ia'),
    addressPrefix = '192.0.2.0/24',
    device,
    client = unstretchedClient,
  } = q;
  const { clientLoginState, startLoginRequest } = client.startLogin(password);
  const started = await login.start({ email, interactionId, startLoginRequest, addressPrefix, device });
  const finished = client.finishLogin({
    password,
    clientLoginState,
    loginResponse: started.loginResponse,
    ksfId: started.ksfId,
  });
  return { ...started, interactionId, finishLoginRequest: finished?.finishLoginRequest };
}

/** Starts and, when the password is right, finishes. */
export async function signIn(...q: Parameters<typeof startAs>) {
  const { attemptId, interactionId, finishLoginRequest } = await startAs(...q);
  if (finishLoginRequest === undefined) return undefined;
  return q[0].finish({ attemptId, interactionId, finishLoginRequest });
}

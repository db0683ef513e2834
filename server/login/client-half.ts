import { client } from '@serenity-kit/opaque';
import type { Email } from '../accounts/email.ts';
import {
  type KsfId,
  keyStretchings,
  OPAQUE_IDENTIFIERS,
  preparePassword,
} from '../../contract/opaque-parameters.ts';
import type { Credential } from './credential.ts';
import { refusing } from './opaque.ts';
import type { Registrar } from './registrar.ts';

/** What a browser computes, for those who have none: the command line, the demo, the tests. */
export interface OpaqueClient {
  startRegistration(password: string): {
    readonly clientRegistrationState: string;
    readonly registrationRequest: string;
  };
  /** Throws `OpaqueRefusal` when the response is malformed. Blocks for the length of the key stretching. */
  finishRegistration(q: {
    readonly password: string;
    readonly clientRegistrationState: string;
    readonly registrationResponse: string;
    readonly ksfId: KsfId;
  }): { readonly registrationRecord: string; readonly exportKey: string; readonly serverPublicKey: string };
  startLogin(password: string): { readonly clientLoginState: string; readonly startLoginRequest: string };
  /** Undefined: wrong password, other server or other parameters. Throws `OpaqueRefusal` on a malformed response. */
  finishLogin(q: {
    readonly password: string;
    readonly clientLoginState: string;
    readonly loginResponse: string;
    readonly ksfId: KsfId;
  }):
    | { readonly finishLoginRequest: string; readonly exportKey: string; readonly serverPublicKey: string }
    | undefined;
}

/** Argon2id, as the library wants it said: memory in KiB. */
export interface KeyStretching {
  readonly 'argon2id-custom': {
    readonly iterations: number;
    readonly memory: number;
    readonly parallelism: number;
  };
}

/** The client with the parameters of the contract: the id only chooses among those pinned there (OP-05). */
export const opaqueClient: OpaqueClient = clientHalf((ksfId) => keyStretchings[ksfId]);

/**
 * Registers a password where no page is at hand (`tacet account create`, tests); out comes what a store keeps. The
 * export key is let go: whoever signs in gets it anew. Blocks about 0.2 s. Throws what `Login.credential` throws.
 */
export function registerWithPassword(
  login: Registrar,
  {
    accountId,
    email,
    password,
  }: { readonly accountId: string; readonly email: Email; readonly password: string },
): Credential {
  const setupId = login.currentSetup();
  const { clientRegistrationState, registrationRequest } = opaqueClient.startRegistration(password);
  const { registrationResponse, ksfId } = login.register({ email, setupId, registrationRequest });
  const { registrationRecord } = opaqueClient.finishRegistration({
    password,
    clientRegistrationState,
    registrationResponse,
    ksfId,
  });
  return login.credential({ accountId, email, setupId, ksfId, registrationRecord });
}

/** A client that stretches as it is told. Only `unstretched.ts` has a use for another than `opaqueClient`. */
export function clientHalf(stretchingOf: (ksfId: KsfId) => KeyStretching): OpaqueClient {
  return {
    startRegistration: (password) =>
      refusing(() => client.startRegistration({ password: preparePassword(password) })),

    finishRegistration({ password, clientRegistrationState, registrationResponse, ksfId }) {
      const { registrationRecord, exportKey, serverStaticPublicKey } = refusing(() =>
        client.finishRegistration({
          password: preparePassword(password),
          clientRegistrationState,
          registrationResponse,
          identifiers: OPAQUE_IDENTIFIERS,
          keyStretching: stretchingOf(ksfId),
        }),
      );
      return { registrationRecord, exportKey, serverPublicKey: serverStaticPublicKey };
    },

    startLogin: (password) => refusing(() => client.startLogin({ password: preparePassword(password) })),

    finishLogin({ password, clientLoginState, loginResponse, ksfId }) {
      const finished = refusing(() =>
        client.finishLogin({
          password: preparePassword(password),
          clientLoginState,
          loginResponse,
          identifiers: OPAQUE_IDENTIFIERS,
          keyStretching: stretchingOf(ksfId),
        }),
      );
      if (finished === undefined) return undefined;
      const { finishLoginRequest, exportKey, serverStaticPublicKey } = finished;
      return { finishLoginRequest, exportKey, serverPublicKey: serverStaticPublicKey };
    },
  };
}

import { client, ready } from '@serenity-kit/opaque';
import {
  type KsfId,
  OPAQUE_IDENTIFIERS,
  keyStretchings,
  preparePassword,
} from '../../../contract/opaque-parameters.ts';
import { fromBase64url } from '../vault/bytes.ts';
import type { OpaqueCalls, OpaqueMessage } from './calls.ts';

/**
 * The only browser code that computes with a password. It lives for one trip: the page ends it afterwards, which frees
 * 64 MiB of WebAssembly memory and the heap that held the password. The session key is dropped here: a secret that two
 * sides share is no one's access code. The export key goes to the vault worker, past the page, or is dropped as well.
 */
let login: Begun | undefined;
let registration: Begun | undefined;

/** A trip that changes something begins both: a proof with the old password, and a record for the new one or address. */
interface Begun {
  readonly password: string;
  readonly state: string;
}

addEventListener('message', (event: MessageEvent<OpaqueMessage>) => {
  void answer(event.data).then(
    (value) => postMessage({ ok: true, value }),
    // The library's errors are plain text about our own messages: nothing a page could act on.
    () => postMessage({ ok: false }),
  );
});

async function answer(message: OpaqueMessage): Promise<OpaqueCalls[OpaqueMessage['kind']]['output']> {
  await ready;
  switch (message.kind) {
    case 'start-login': {
      const password = passwordOf(message);
      const { clientLoginState, startLoginRequest } = client.startLogin({ password });
      login = { password, state: clientLoginState };
      return { startLoginRequest };
    }
    case 'finish-login': {
      const { password, state } = begun(login);
      const finished = client.finishLogin({
        password,
        clientLoginState: state,
        loginResponse: message.loginResponse,
        identifiers: OPAQUE_IDENTIFIERS,
        keyStretching: keyStretching(message.ksfId),
      });
      handOver(finished?.exportKey, message.exportTo);
      return { finishLoginRequest: finished?.finishLoginRequest };
    }
    case 'start-registration': {
      const password = passwordOf(message);
      const { clientRegistrationState, registrationRequest } = client.startRegistration({ password });
      registration = { password, state: clientRegistrationState };
      return { registrationRequest };
    }
    case 'finish-registration': {
      const { password, state } = begun(registration);
      const { registrationRecord, exportKey } = client.finishRegistration({
        password,
        clientRegistrationState: state,
        registrationResponse: message.registrationResponse,
        identifiers: OPAQUE_IDENTIFIERS,
        keyStretching: keyStretching(message.ksfId),
      });
      handOver(exportKey, message.exportTo);
      return { registrationRecord };
    }
  }
}

/**
 * 64 bytes, moved and not copied; nothing at all tells the other end that the password did not open. The text that the
 * library made of them cannot be overwritten: it goes with this worker.
 */
function handOver(exportKey: string | undefined, port: MessagePort | undefined): void {
  if (!port) return;
  const bytes = exportKey === undefined ? undefined : fromBase64url(exportKey);
  if (bytes) port.postMessage(bytes.buffer, [bytes.buffer]);
  else port.postMessage(undefined);
  port.close();
}

/** The one that was typed, or, for a renewal, the one that was just proved: it is not typed again. */
function passwordOf({ password }: { readonly password?: string }): string {
  return password === undefined ? begun(login).password : preparePassword(password);
}

function begun(half: Begun | undefined): Begun {
  if (!half) throw new Error('nothing was begun');
  return half;
}

/** The server names parameters, it never gives them: an unknown name is refused, so no cost can be talked down. */
function keyStretching(id: string) {
  if (!isKnown(id)) throw new Error('unknown key stretching');
  return keyStretchings[id];
}

function isKnown(id: string): id is KsfId {
  return Object.hasOwn(keyStretchings, id);
}

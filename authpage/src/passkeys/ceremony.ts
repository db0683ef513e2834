import {
  WebAuthnAbortService,
  WebAuthnError,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser';
import type { Assertion, Attestation } from '../../../contract/factors/passkey.ts';
import type { PageProblem } from '../api.ts';

/** `stopped`: by ourselves, for another ceremony or because the form is gone. Nobody has to be told. */
export type Ceremony<Response> =
  | { readonly kind: 'done'; readonly response: Response }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'problem'; readonly problem: PageProblem };

/** Asks for a passkey: by a dialog, or among what the e-mail field offers to fill in. Ends whatever was asked before. */
export function getPasskey(options: object, useBrowserAutofill: boolean): Promise<Ceremony<Assertion>> {
  return ceremony(async () => {
    if (!isRequest(options)) throw new TypeError('the server sent no options');
    return startAuthentication({
      optionsJSON: options,
      useBrowserAutofill,
      verifyBrowserAutofillInput: false,
    });
  });
}

/** Makes a passkey. Ends whatever was asked before. */
export function makePasskey(options: object): Promise<Ceremony<Attestation>> {
  return ceremony(async () => {
    if (!isCreation(options)) throw new TypeError('the server sent no options');
    return startRegistration({ optionsJSON: options });
  });
}

/** Nobody waits for an answer any more. */
export function stopCeremony(): void {
  WebAuthnAbortService.cancelCeremony();
}

async function ceremony<Response>(ask: () => Promise<object>): Promise<Ceremony<Response>> {
  try {
    // As it goes over the wire: the library's type names less than JSON keeps.
    return { kind: 'done', response: JSON.parse(JSON.stringify(await ask())) };
  } catch (error) {
    const code = error instanceof WebAuthnError ? error.code : undefined;
    if (code === 'ERROR_CEREMONY_ABORTED') return { kind: 'stopped' };
    return { kind: 'problem', problem: { problem: problemOf(error, code) } };
  }
}

/** WebAuthn L3 §14.5.2: that somebody cancelled, waited too long or has none is one error, so that no site learns which. */
function problemOf(error: unknown, code: string | undefined): PageProblem['problem'] {
  if (code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED') return 'factor_taken';
  const name = error instanceof Error ? error.name : '';
  return name === 'NotAllowedError' ? 'passkey_dismissed' : 'passkey_failed';
}

function isRequest(options: object): options is PublicKeyCredentialRequestOptionsJSON {
  return 'challenge' in options;
}

function isCreation(options: object): options is PublicKeyCredentialCreationOptionsJSON {
  return 'challenge' in options && 'user' in options;
}

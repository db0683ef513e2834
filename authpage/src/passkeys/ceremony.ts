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
import { takeDerived, withDerivation } from './derivation.ts';

/**
 * `stopped`: by ourselves, for another ceremony or because the form is gone. Nobody has to be told. `prf`: 32 bytes that
 * the passkey derived for this site, where it can; they are not in the response.
 */
export type Ceremony<Response> =
  | { readonly kind: 'done'; readonly response: Response; readonly prf: ArrayBuffer | undefined }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'problem'; readonly problem: PageProblem };

/** Asks for a passkey: by a dialog, or among what the e-mail field offers to fill in. Ends whatever was asked before. */
export function getPasskey(options: object, useBrowserAutofill: boolean): Promise<Ceremony<Assertion>> {
  return ceremony(options, (asked) => {
    if (!isRequest(asked)) throw new TypeError('the server sent no options');
    return startAuthentication({
      optionsJSON: asked,
      useBrowserAutofill,
      verifyBrowserAutofillInput: false,
    });
  });
}

/** Makes a passkey. Ends whatever was asked before. */
export function makePasskey(options: object): Promise<Ceremony<Attestation>> {
  return ceremony(options, (asked) => {
    if (!isCreation(asked)) throw new TypeError('the server sent no options');
    return startRegistration({ optionsJSON: asked });
  });
}

/** Nobody waits for an answer any more. */
export function stopCeremony(): void {
  WebAuthnAbortService.cancelCeremony();
}

type Ask = (options: object) => Promise<{ readonly clientExtensionResults: object }>;

async function ceremony<Response>(options: object, ask: Ask): Promise<Ceremony<Response>> {
  try {
    const { response, prf } = takeDerived(await askOnceOrPlain(options, ask));
    // As it goes over the wire: the library's type names less than JSON keeps.
    return { kind: 'done', response: JSON.parse(JSON.stringify(response)), prf };
  } catch (error) {
    const code = error instanceof WebAuthnError ? error.code : undefined;
    if (code === 'ERROR_CEREMONY_ABORTED') return { kind: 'stopped' };
    return { kind: 'problem', problem: { problem: problemOf(error, code) } };
  }
}

/** Some platforms refuse the whole ceremony where they cannot derive (Windows Hello does): then it is asked for without. */
async function askOnceOrPlain(options: object, ask: Ask): ReturnType<Ask> {
  try {
    return await ask(await withDerivation(options));
  } catch (error) {
    const code = error instanceof WebAuthnError ? error.code : undefined;
    const final = code === 'ERROR_CEREMONY_ABORTED' || problemOf(error, code) !== 'passkey_failed';
    if (final) throw error;
    return ask(options);
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

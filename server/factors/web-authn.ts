import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server';
import { isoCBOR } from '@simplewebauthn/server/helpers';
import { z } from 'zod';
import type { Assertion, Attestation } from '../../contract/factors/passkey.ts';
import type { Config } from '../config/config.ts';
import { parseStrictJson } from '../http/json.ts';

const TRANSPORTS = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'] as const;
const transport = z.enum(TRANSPORTS);

/** COSE: EdDSA, ES256, RS256. What is not offered is not taken (WA-03). */
export const algorithms: readonly number[] = [-8, -7, -257];

/** What is kept of a passkey; sealed. The key is the public one. */
export const passkeyState = z.object({
  credentialId: z.base64url(),
  publicKey: z.base64url(),
  counter: z.number().int(),
  transports: z.array(transport),
  backedUp: z.boolean(),
  deviceType: z.enum(['singleDevice', 'multiDevice']),
  aaguid: z.string(),
});
export type PasskeyState = z.infer<typeof passkeyState>;

/** Whom passkeys are for: the host of the issuer, and pages of exactly its origin (WA-02). */
export function relyingParty({ issuer }: Pick<Config, 'issuer'>) {
  const { origin, hostname } = new URL(issuer);
  return { id: hostname, origin };
}
export type RelyingParty = ReturnType<typeof relyingParty>;

/**
 * WebAuthn L3 §7.1, without attestation: whoever made the authenticator vouches for nothing here. User verification is
 * required, so that every passkey can also sign in alone. Undefined for whatever does not hold; never throws.
 */
export async function verifyAttestation(
  rp: RelyingParty,
  challenge: string,
  { id, rawId, type, response }: Attestation,
): Promise<PasskeyState | undefined> {
  if (!isOurPage(response.clientDataJSON, 'webauthn.create')) return undefined;
  const transports = response.transports?.flatMap((name) => transport.safeParse(name).data ?? []) ?? [];
  const info = await held(async () => {
    if (!isPlain(response.attestationObject)) return undefined;
    const { clientDataJSON, attestationObject } = response;
    const verified = await verifyRegistrationResponse({
      response: {
        id,
        rawId,
        type,
        response: { clientDataJSON, attestationObject },
        clientExtensionResults: {},
      },
      expectedChallenge: challenge,
      expectedOrigin: rp.origin,
      expectedRPID: rp.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: [...algorithms],
    });
    return verified.registrationInfo;
  });
  if (info === undefined || info.credential.id !== id) return undefined;
  return {
    credentialId: id,
    publicKey: Buffer.from(info.credential.publicKey).toString('base64url'),
    counter: info.credential.counter,
    transports,
    backedUp: info.credentialBackedUp,
    deviceType: info.credentialDeviceType,
    aaguid: info.aaguid,
  };
}

/** `copied`: the signature is genuine, and its counter went back (WA-06). */
export type Judged = { readonly state: PasskeyState; readonly copied: boolean };

/** WebAuthn L3 §7.2; whose credential it is was judged by the caller. Undefined for what does not hold; never throws. */
export async function verifyAssertion(
  rp: RelyingParty,
  challenge: string,
  state: PasskeyState,
  { id, rawId, type, response }: Assertion,
): Promise<Judged | undefined> {
  if (id !== state.credentialId || !isOurPage(response.clientDataJSON, 'webauthn.get')) return undefined;
  const { clientDataJSON, authenticatorData, signature } = response;
  const info = await held(async () => {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: {
        ...{ id, rawId, type, clientExtensionResults: {} },
        response: { clientDataJSON, authenticatorData, signature },
      },
      expectedChallenge: challenge,
      expectedOrigin: rp.origin,
      expectedRPID: rp.id,
      requireUserVerification: true,
      // The counter is judged below, when the signature held: nobody else raises an alarm.
      credential: { id, publicKey: new Uint8Array(Buffer.from(state.publicKey, 'base64url')), counter: 0 },
    });
    return verified ? authenticationInfo : undefined;
  });
  // §7.2: a credential that could not be copied when it was made cannot be copied later, nor the other way round.
  if (info === undefined || info.credentialDeviceType !== state.deviceType) return undefined;

  const { newCounter, credentialBackedUp: backedUp } = info;
  const wentBack = (newCounter > 0 || state.counter > 0) && newCounter <= state.counter;
  const copied = wentBack && state.deviceType === 'singleDevice';
  return { copied, state: { ...state, backedUp, counter: Math.max(newCounter, state.counter) } };
}

const clientData = z.object({
  type: z.string(),
  // WA-02: nobody frames our pages, so nothing genuine comes out of a frame. The library lets it pass without topOrigin.
  crossOrigin: z.literal(false).optional(),
  topOrigin: z.undefined().optional(),
});

function isOurPage(clientDataJSON: string, type: string): boolean {
  const text = Buffer.from(clientDataJSON, 'base64url').toString();
  return clientData.safeParse(parseStrictJson(text)).data?.type === type;
}

/**
 * WebAuthn L3 §5.1.3: a browser that was asked for no attestation gives none, or a self attestation. Anything else is
 * refused before the library reads it: to judge certificates of a stranger it would fetch what they point to (SS-01).
 */
function isPlain(attestationObject: string): boolean {
  const bytes = new Uint8Array(Buffer.from(attestationObject, 'base64url'));
  const decoded: unknown = isoCBOR.decodeFirst(bytes);
  if (!(decoded instanceof Map) || isoCBOR.encode(decoded).length !== bytes.length) return false;
  const format: unknown = decoded.get('fmt');
  const statement: unknown = decoded.get('attStmt');
  return format === 'none' || (format === 'packed' && statement instanceof Map && !statement.has('x5c'));
}

/** The library throws for whatever does not hold. */
async function held<Result>(judge: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await judge();
  } catch {
    return undefined;
  }
}

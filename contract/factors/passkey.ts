import { z } from 'zod';

const base64url = (charactersMax: number) =>
  z
    .string()
    .min(1)
    .max(charactersMax)
    .regex(/^[A-Za-z0-9_-]+$/);

/** A ceremony that was begun: the page gives the id back with its answer. */
const ceremonyId = z.string().min(40).max(64);

/**
 * WebAuthn L3 §5.1.8, §5.1.9 as the browser's own `parse…OptionsFromJSON` takes them. Made by the server alone, so the
 * page hands them on unread.
 */
const options = z.record(z.string(), z.json());

const answered = {
  id: base64url(1400),
  rawId: base64url(1400),
  type: z.literal('public-key'),
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).optional(),
  clientExtensionResults: z.record(z.string(), z.json()),
};

/** WebAuthn L3 §5.1: AuthenticationResponseJSON. */
export const assertion = z.strictObject({
  ...answered,
  response: z.strictObject({
    clientDataJSON: base64url(4096),
    authenticatorData: base64url(4096),
    signature: base64url(2048),
    userHandle: base64url(128).optional(),
  }),
});

/** WebAuthn L3 §5.1: RegistrationResponseJSON. */
export const attestation = z.strictObject({
  ...answered,
  response: z.strictObject({
    clientDataJSON: base64url(4096),
    attestationObject: base64url(16_384),
    authenticatorData: base64url(8192).optional(),
    transports: z.array(z.string().max(32)).max(8).optional(),
    publicKeyAlgorithm: z.number().int().optional(),
    publicKey: base64url(4096).optional(),
  }),
});

export const passkeyChallenge = z.strictObject({ kind: z.literal('passkey'), ceremonyId, options });
export const passkeyAnswer = z.strictObject({ kind: z.literal('passkey'), ceremonyId, response: assertion });
export const passkeyOffer = z.strictObject({ kind: z.literal('passkey'), options });
export const passkeyProof = z.strictObject({ kind: z.literal('passkey'), response: attestation });

export type Assertion = z.infer<typeof assertion>;
export type Attestation = z.infer<typeof attestation>;

import type { Result } from '../api.ts';
import { loadCeremony } from '../passkeys/support.ts';
import type { ProvedPasskey } from './held.ts';

const CHALLENGE_BYTES = 32;

/**
 * Asks for one of these passkeys for what it derives alone (WebAuthn L3 §10.1.4). The answer goes to nobody, so the
 * challenge is nobody's either. Undefined when it was stopped on the way.
 */
export async function askPasskey(
  credentialIds: readonly string[],
): Promise<Result<ProvedPasskey> | undefined> {
  const { getPasskey } = await loadCeremony();
  const answered = await getPasskey(
    {
      challenge: base64url(crypto.getRandomValues(new Uint8Array(CHALLENGE_BYTES))),
      rpId: location.hostname,
      allowCredentials: credentialIds.map((id) => ({ id, type: 'public-key' })),
      userVerification: 'required',
    },
    false,
  );
  if (answered.kind === 'stopped') return undefined;
  if (answered.kind === 'problem') return { ok: false, problem: answered.problem };
  const { prf, response } = answered;
  if (!prf) return { ok: false, problem: { problem: 'passkey_without_key' } };
  return { ok: true, value: { credentialId: response.id, prf } };
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

import type { Client } from '../clients/client.ts';
import { acceptedAlgorithms, senderConstraint } from '../clients/profile.ts';
import type { Proofs } from '../dpop/proof.ts';
import type { FormRequest } from '../http/json-request.ts';
import { OAuthError } from '../protocol/error.ts';
import type { Confirmation } from '../tokens/terms.ts';

/**
 * The key that the tokens of this request are bound to: that of its DPoP proof (RFC 9449 §5) or, for a client that
 * registered so, its certificate (RFC 8705 §3). Undefined: bearer tokens. Throws `invalid_dpop_proof`,
 * `use_dpop_nonce` or `invalid_request`, before anything is redeemed.
 */
export async function provenKey(
  { proofs }: { readonly proofs: Proofs },
  request: FormRequest,
  client: Client,
): Promise<Confirmation | undefined> {
  const constraint = senderConstraint(client);
  // Judged even where the certificate decides: a proof that is no proof never passes unseen.
  const jkt = await proofs.verify(request, { algorithms: acceptedAlgorithms(client) });
  if (constraint === 'certificate') return certificateOf(request);
  if (jkt !== undefined) return { jkt };
  if (constraint === 'none') return undefined;
  if (constraint === 'either' && request.certificate !== undefined) return certificateOf(request);
  throw new OAuthError('invalid_dpop_proof', 'this client must prove its key: send a DPoP header');
}

function certificateOf({ certificate }: FormRequest): Confirmation {
  if (certificate === undefined)
    throw new OAuthError('invalid_request', 'this client must prove its key by a client certificate');
  return { 'x5t#S256': certificate.thumbprint };
}

import { assertionSecretAlgorithms } from '../profile.ts';
import { isSignedWithSecret } from '../sealed-secret.ts';
import { assertion, assertionIn, holdsOnce } from './assertion.ts';
import type { ClientAuthMethod } from './method.ts';

/** A JWT authenticated with the secret of the client (OIDC Core §9): the one method that needs to keep it (decision 21). */
export const clientSecretJwt: ClientAuthMethod = {
  name: 'client_secret_jwt',
  ...assertion,
  async proves(client, request, tools) {
    if (client === undefined) return false;
    const jwt = assertionIn(request);
    const algorithm = assertionSecretAlgorithms(client).find((name) => name === jwt?.header.alg);
    if (jwt === undefined || algorithm === undefined) return false;
    const genuine = isSignedWithSecret(client, jwt, algorithm, tools.keyring.sealer('client-secret'));
    return genuine && holdsOnce(client, jwt, request, tools);
  },
};

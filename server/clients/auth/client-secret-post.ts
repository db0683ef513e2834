import { holdsSecret } from './held-secret.ts';
import type { ClientAuthMethod } from './method.ts';

/** Id and secret in the form (OAuth 2.1 §2.4.1). */
export const clientSecretPost: ClientAuthMethod = {
  name: 'client_secret_post',
  carrier: 'secret',
  uses: ({ form }) => form.client_secret !== undefined,
  claimedId: ({ form }) => form.client_id,
  proves: (client, request, tools) => holdsSecret(client, request.form.client_secret, request, tools),
};

import type { ClientAuthMethod } from './method.ts';

/** Id and secret in the form (OAuth 2.1 §2.4.1). */
export const clientSecretPost: ClientAuthMethod = {
  name: 'client_secret_post',
  uses: ({ form }) => form.client_secret !== undefined,
  claim: ({ form }) => {
    const { client_id: clientId, client_secret: secret } = form;
    return clientId === undefined ? undefined : { clientId, secret };
  },
};

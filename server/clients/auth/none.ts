import type { ClientAuthMethod } from './method.ts';

/** A public client: it names itself, and PKCE does the rest (OAuth 2.1 §2.4). */
export const none: ClientAuthMethod = {
  name: 'none',
  uses: ({ form, authorization }) =>
    form.client_id !== undefined &&
    authorization === undefined &&
    form.client_secret === undefined &&
    form.client_assertion === undefined,
  claim: ({ form }) => ({ clientId: form.client_id ?? '', secret: undefined }),
};

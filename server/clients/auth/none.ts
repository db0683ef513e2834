import { idAlone } from './id-alone.ts';
import type { ClientAuthMethod } from './method.ts';

/** A public client: it names itself, and PKCE does the rest (OAuth 2.1 §2.4). */
export const none: ClientAuthMethod = {
  name: 'none',
  ...idAlone,
  proves: (client) => Promise.resolve(client !== undefined),
};

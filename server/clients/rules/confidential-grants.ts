import { confidentialGrants } from '../grant-kinds.ts';
import type { ClientRule } from './rule.ts';

/** RFC 6749 §4.4 and its like: not for a client that cannot keep a secret. */
export const confidentialGrantsOnly: ClientRule = ({ authMethod, grantTypes }) =>
  authMethod === 'none' && grantTypes.some((grant) => confidentialGrants.includes(grant))
    ? 'a client without authentication may not have a grant in its own name'
    : undefined;

import { parseAuthorizationDetails } from '../details/parse.ts';
import type { Check } from './check.ts';

/** RFC 9396 §3. */
export const details: Check = ({ parameters: { values }, client, config }) => {
  if (values.authorization_details === undefined) return {};
  const authorizationDetails = [...parseAuthorizationDetails(values.authorization_details, config, client)];
  return { terms: { authorizationDetails } };
};

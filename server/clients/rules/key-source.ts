import type { ClientRule } from './rule.ts';

/** RFC 7591 §2: keys are given by value or by reference, never both. */
export const keySource: ClientRule = ({ settings: { jwks, jwksUri } }) =>
  jwks !== undefined && jwksUri !== undefined ? 'jwks and jwks_uri must not both be given' : undefined;

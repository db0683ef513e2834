import type { ClientRule } from './rule.ts';

/** FAPI 2.0 Security Profile §5.4.1: RS256 is not among what may be signed with. */
export const idTokenSignature: ClientRule = ({ idTokenAlgorithm, settings }) => {
  if (settings.tacetProfile === undefined) return undefined;
  const chosen = [
    idTokenAlgorithm,
    settings.userinfoSignedResponseAlg,
    settings.introspectionSignedResponseAlg,
    settings.authorizationSignedResponseAlg,
  ];
  return chosen.includes('RS256')
    ? 'a client of this profile must be answered with PS256, ES256 or EdDSA'
    : undefined;
};

import type { ClientRule } from './rule.ts';

/** OIDC Registration §2: `enc` means nothing without `alg`, and neither does without a key to encrypt to. */
export const encryption: ClientRule = ({ settings }) => {
  const pairs = [
    [settings.idTokenEncryptedResponseAlg, settings.idTokenEncryptedResponseEnc],
    [settings.userinfoEncryptedResponseAlg, settings.userinfoEncryptedResponseEnc],
    [settings.introspectionEncryptedResponseAlg, settings.introspectionEncryptedResponseEnc],
    [settings.authorizationEncryptedResponseAlg, settings.authorizationEncryptedResponseEnc],
  ];
  if (pairs.some(([alg, enc]) => alg === undefined && enc !== undefined))
    return 'an encrypted_response_enc needs its encrypted_response_alg';
  const encrypted = pairs.some(([alg]) => alg !== undefined);
  return encrypted && settings.jwks === undefined && settings.jwksUri === undefined
    ? 'an encrypted_response_alg needs jwks or jwks_uri'
    : undefined;
};

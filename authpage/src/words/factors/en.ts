/** Second factors: passkeys, codes of an authenticator, backup codes, codes by mail. */
export const words = {};
